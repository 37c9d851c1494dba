-- What a person does in Neovim, with the recipe of the README. Prints one line for each thing that was seen.
local recipe
if not vim.lsp.config then
  -- Before 0.11: what the recipe says is handed to the older functions.
  vim.lsp.config = function(_, given) recipe = given end
  vim.lsp.enable = function() end
end
vim.fs = vim.fs or { normalize = function(path) return path end }
dofile(os.getenv('RECIPE'))
recipe = recipe or vim.lsp.config.kamal

local function say(...) io.stdout:write(table.concat({ ... }, '') .. '\n') end
local function until_there(what, test)
  if vim.wait(30000, test, 20) then return end
  say(what, ' did not come')
  vim.cmd('cquit')
end
local folder = os.getenv('FOLDER')
vim.cmd('edit ' .. os.getenv('FILE'))
local root
recipe.root_dir(0, function(found) root = found end)
say('root: ', root == folder and 'the project' or tostring(root))
local ended
local client = vim.lsp.start_client({ name = 'kamal', cmd = recipe.cmd, root_dir = root, on_exit = function(code) ended = code end })
vim.lsp.buf_attach_client(0, client)
until_there('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
for _, one in ipairs(vim.diagnostic.get(0)) do say('line ', one.lnum + 1, ': ', one.message) end

local function ask(method, line, character, more)
  local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
  local answers, wrong = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', at, more or {}), 30000)
  if wrong then say(method, ': ', wrong) end
  return answers[client].result
end
local function line_of(text) return vim.trim(vim.fn.getline(vim.fn.search(text, 'cnw'))) end
local function position_of(text) return vim.fn.search(text, 'cnw') - 1, vim.fn.searchpos(text, 'cnw')[2] end

local job, column = position_of('job:')
say('hover: ', vim.split(ask('textDocument/hover', job, column).contents.value, '\n')[1])
local line, character = position_of('hosst')
local at = { line = line, character = character }
local range = { range = { start = at, ['end'] = at }, context = { diagnostics = {}, only = { 'quickfix' } } }
local action = ask('textDocument/codeAction', line, character, range)[1]
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
say(action.title, ': ', line_of('shop.example'))
vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', job, column, { newName = 'worker' }), 'utf-16')
say('renamed: ', line_of('worker:'), ', ', line_of('role:'))
vim.fn.append('$', 'boo')
local labels = {}
local list = ask('textDocument/completion', vim.fn.line('$') - 1, 3)
for _, item in ipairs(list.items or list) do labels[#labels + 1] = item.label end
say('completion: (', table.concat(labels, ' '), ')')
vim.lsp.stop_client(client)
until_there('the end', function() return ended ~= nil end)
say('ended: ', ended)
vim.cmd('qall!')
