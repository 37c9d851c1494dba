" What a person does in Vim with vim-lsp, with the recipe of the README. Prints one line for each thing that was seen.
set nocompatible hidden noswapfile encoding=utf-8
filetype plugin on
let g:lsp_diagnostics_echo_cursor = 0
let &runtimepath .= ',' . $VIM_LSP
source $RECIPE
runtime plugin/lsp.vim

function! Say(text) abort
  call writefile([a:text], $SAID, 'a')
endfunction

" Callbacks come while Vim sleeps.
function! UntilThere(what, test) abort
  for round in range(600)
    if a:test()
      return
    endif
    sleep 50m
  endfor
  call Say(a:what . ' did not come')
  cquit
endfunction
function! Ask(method, more) abort
  let s:answer = {}
  let params = extend({'textDocument': lsp#get_text_document_identifier(), 'position': lsp#get_position()}, a:more)
  call lsp#send_request('kamal', {'method': a:method, 'params': params, 'on_notification': {data -> extend(s:answer, data.response)}})
  call UntilThere(a:method, {-> !empty(s:answer)})
  return s:answer.result
endfunction
function! LineOf(text) abort
  return trim(getline(search(a:text, 'cnw')))
endfunction

function! Person() abort
  call lsp#enable()
  execute 'edit ' . fnameescape($FILE)
  call UntilThere('the server', {-> lsp#get_server_status('kamal') is# 'running'})
  call Say('root: ' . (lsp#get_server_info('kamal').root_uri({}) is# lsp#utils#path_to_uri($FOLDER) ? 'the project' : lsp#get_server_info('kamal').root_uri({})))
  let s:found = {-> lsp#internal#diagnostics#state#_get_all_diagnostics_grouped_by_server_for_uri(lsp#utils#get_buffer_uri())}
  call UntilThere('diagnostics', {-> !empty(s:found()) && !empty(s:found().kamal.params.diagnostics)})
  for one in s:found().kamal.params.diagnostics
    call Say('line ' . (one.range.start.line + 1) . ': ' . one.message)
  endfor

  call cursor(1, 1)
  call search('job:', 'c')
  call Say('hover: ' . split(Ask('textDocument/hover', {}).contents.value, "\n")[0])

  call search('hosst', 'cw')
  let at = {'start': lsp#get_position(), 'end': lsp#get_position()}
  let [action; _] = Ask('textDocument/codeAction', {'range': at, 'context': {'diagnostics': [], 'only': ['quickfix']}})
  call lsp#utils#workspace_edit#apply_workspace_edit(action.edit)
  call Say(action.title . ': ' . LineOf('shop.example'))

  call search('job:', 'cw')
  call lsp#utils#workspace_edit#apply_workspace_edit(Ask('textDocument/rename', {'newName': 'worker'}))
  call Say('renamed: ' . LineOf('worker:') . ', ' . LineOf('role:'))

  call append('$', 'boo')
  doautocmd TextChanged
  call cursor(line('$'), 1)
  let list = Ask('textDocument/completion', {'position': {'line': line('$') - 1, 'character': 3}})
  call Say('completion: (' . join(map(copy(type(list) == v:t_dict ? list.items : list), {_, one -> one.label})) . ')')

  call lsp#stop_server('kamal')
  call UntilThere('the end', {-> lsp#get_server_status('kamal') isnot# 'running'})
  call Say('ended: t')
endfunction

try
  call Person()
catch
  call Say(v:throwpoint . ': ' . v:exception)
  cquit
endtry
qall!
