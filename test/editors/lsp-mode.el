;;; What a person does in Emacs with lsp-mode, with the recipe of the README. Prints one line for each thing that was seen.  -*- lexical-binding: t -*-
(require 'yaml-mode)
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'lsp-completion)
(load (getenv "RECIPE") nil t)
(setq make-backup-files nil create-lockfiles nil lsp-auto-guess-root t lsp-enable-suggest-server-download nil lsp-restart 'ignore
      lsp-diagnostics-provider :flymake lsp-completion-provider :none lsp-enable-file-watchers nil lsp-session-file (expand-file-name "session" (getenv "FOLDER"))
      lsp-lens-enable nil lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil lsp-modeline-diagnostics-enable nil lsp-warn-no-matched-clients t)

(defun say (what &rest more) (princ (concat (apply #'format what more) "\n")))
(defun until-there (what test)
  (let ((end (+ (float-time) 30)) found)
    (while (and (not (setq found (funcall test))) (< (float-time) end)) (accept-process-output nil 0.05))
    (or found (error "%s did not come" what))))
(defun line-of (text) (save-excursion (goto-char (point-min)) (search-forward text) (string-trim (thing-at-point 'line t))))

;; The project's root is found by what marks one.
(make-directory (expand-file-name ".git" (getenv "FOLDER")))
(find-file (getenv "FILE"))
;; `lsp-deferred' waits for the buffer to be shown.
(lsp)
(until-there "the server" (lambda () (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))
(until-there "diagnostics" (lambda () (lsp--get-buffer-diagnostics)))
(dolist (one (lsp--get-buffer-diagnostics))
  (say "line %s: %s" (1+ (lsp-get (lsp-get (lsp-get one :range) :start) :line)) (lsp-get one :message)))

(goto-char (point-min))
(search-forward "job")
(let ((answer (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
  (say "hover: %s" (car (split-string (lsp-get (lsp-get answer :contents) :value) "\n"))))

(goto-char (point-min))
(search-forward "hosst")
(backward-char)
(let ((action (seq-first (lsp-code-actions-at-point "quickfix"))))
  (lsp-execute-code-action action)
  (say "%s: %s" (lsp-get action :title) (line-of "shop.example")))

(goto-char (point-min))
(search-forward "job")
(backward-char)
(lsp-rename "worker")
(say "renamed: %s, %s" (line-of "worker:") (line-of "role:"))

(goto-char (point-max))
(insert "boo")
(let ((list (lsp-completion-at-point)))
  (say "completion: %s" (mapcar #'substring-no-properties (all-completions "boo" (nth 2 list)))))

(let ((process (lsp--workspace-proc (car (lsp-workspaces)))))
  (lsp-workspace-shutdown (car (lsp-workspaces)))
  (until-there "the end" (lambda () (not (process-live-p process))))
  ;; Which has answered `shutdown' before: else this would have waited and warned.
  (say "ended: %s" (not (process-live-p process))))
