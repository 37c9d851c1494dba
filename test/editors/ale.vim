" What a person does in Vim with ALE, with the recipe of the README. Prints one line for each thing that was seen.
set nocompatible hidden noswapfile encoding=utf-8
filetype plugin on
let g:ale_linters = {'yaml': ['kamal']}
let g:ale_hover_to_preview = 1
let g:ale_lint_on_text_changed = 'never'
packadd ale
source $RECIPE

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
" What is typed at the questions for an action and for a new name.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  let s:asked = a:message
  return a:message =~# '^Code Fixes' ? '1' : 'worker'
endfunction

function! LineOf(text) abort
  return trim(getline(search(a:text, 'cnw')))
endfunction

function! Person() abort
  execute 'edit ' . fnameescape($FILE)
  call ale#Queue(0)
  call UntilThere('diagnostics', {-> !empty(ale#engine#GetLoclist(bufnr('')))})
  for one in ale#engine#GetLoclist(bufnr(''))
    call Say('line ' . one.lnum . ': ' . one.text)
  endfor

  call cursor(1, 1)
  call search('job:', 'c')
  ALEHover
  let s:shown = {-> filter(range(1, bufnr('$')), {_, one -> getbufvar(one, '&filetype') =~# 'ale-preview'})}
  call UntilThere('hover', {-> !empty(s:shown())})
  call Say('hover: ' . getbufline(s:shown()[0], 1)[0])
  pclose

  call search('hosst', 'cw')
  ALECodeAction
  call UntilThere('code actions', {-> search('^  host:', 'cnw') > 0})
  call Say(matchstr(s:asked, '1) \zs[^\n]*') . ': ' . LineOf('shop.example'))

  call search('job:', 'cw')
  ALERename
  call UntilThere('rename', {-> search('worker:', 'cnw') > 0})
  call Say('renamed: ' . LineOf('worker:') . ', ' . LineOf('role:'))

  call append('$', 'boo')
  " A script is in no mode of its own.
  function! ale#util#Mode(...) abort
    return 'i'
  endfunction
  call cursor(line('$'), 4)
  let s:words = []
  call ale#completion#GetCompletions('ale-callback', {'callback': {found -> extend(s:words, map(copy(found), {_, one -> split(one.word, "\n")[0]}))}})
  call UntilThere('completion', {-> !empty(s:words)})
  call Say('completion: (' . join(s:words) . ')')

  let jobs = filter(job_info(), {_, job -> job_status(job) is# 'run'})
  ALEStopAllLSPs
  call UntilThere('the end', {-> empty(filter(copy(jobs), {_, job -> job_status(job) is# 'run'}))})
  " By a signal: ALE says no farewell.
  call Say('ended: ' . (len(jobs) == 1 ? 't' : len(jobs)))
endfunction

try
  call Person()
catch
  call Say(v:throwpoint . ': ' . v:exception)
  cquit
endtry
qall!
