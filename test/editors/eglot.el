;;; What a person does in Emacs with eglot, with the recipe of the README. Prints one line for each thing that was seen.  -*- lexical-binding: t -*-
(require 'yaml-mode)
(require 'eglot)
(load (getenv "RECIPE") nil t)
(setq make-backup-files nil create-lockfiles nil eglot-sync-connect t eglot-connect-timeout 30 eglot-confirm-server-initiated-edits nil)

(defun say (what &rest more) (princ (concat (apply #'format what more) "\n")))
(defun until-there (what test)
  (let ((end (+ (float-time) 30)) found)
    (while (and (not (setq found (funcall test))) (< (float-time) end)) (accept-process-output nil 0.05))
    (or found (error "%s did not come" what))))
(defun line-of (text) (save-excursion (goto-char (point-min)) (search-forward text) (string-trim (thing-at-point 'line t))))

(find-file (getenv "FILE"))
;; A hook of commands, of which there are none in a script.
(run-hooks 'post-command-hook)
(until-there "the server" #'eglot-current-server)
(until-there "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
(dolist (one (flymake-diagnostics)) (say "line %s: %s" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one)))

(goto-char (point-min))
(search-forward "job")
(let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (text (plist-get (plist-get answer :contents) :value)))
  (say "hover: %s" (car (split-string text "\n"))))

(goto-char (point-min))
(search-forward "hosst")
(let ((action (elt (eglot-code-actions (1- (point)) nil "quickfix" nil) 0)))
  (eglot--apply-workspace-edit (plist-get action :edit))
  (say "%s: %s" (plist-get action :title) (line-of "shop.example")))
(eglot--signal-textDocument/didChange)

(goto-char (point-min))
(search-forward "job")
(eglot-rename "worker")
(say "renamed: %s, %s" (line-of "worker:") (line-of "role:"))
(eglot--signal-textDocument/didChange)

(goto-char (point-max))
(insert "boo")
(eglot--signal-textDocument/didChange)
(say "completion: %s" (mapcar #'substring-no-properties (all-completions "boo" (nth 2 (eglot-completion-at-point)))))

(eglot-shutdown (eglot-current-server))
(say "ended: %s" (not (eglot-current-server)))
