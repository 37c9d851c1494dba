import type { Range } from 'vscode-languageserver';

/**
 * Our own requests, beside LSP's. The client asks for the tree whenever diagnostics arrive: they are pushed for every judged version,
 * so they are the signal that there is something new to draw, and no notification of our own is needed.
 */
export const treeRequest = 'kamal/tree';

export interface TreeParams {
  readonly uri: string;
  /** Which deployment of the file's base to draw; null is the base alone; left out: the one the file itself stands for. */
  readonly destination?: string | null;
  /** For a line of state nothing need be drawn: all but the nodes is answered. */
  readonly summaryOnly?: boolean;
}

export type TreeIcon =
  | ('problems' | 'problem' | 'roles' | 'role' | 'primary' | 'servers' | 'host' | 'proxy' | 'route' | 'boot' | 'step' | 'gate' | 'wait')
  | ('accessories' | 'accessory' | 'secrets' | 'secret' | 'destinations' | 'destination' | 'setting');

export interface TreeNode {
  /** Unique among its siblings and stable while typing, so that what is unfolded stays so. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  readonly icon: TreeIcon;
  /** What a click shows. */
  readonly target?: { readonly uri: string; readonly range: Range };
  /** The worst severity among its own findings and those below it. */
  readonly worst?: 'error' | 'warning' | 'information';
  readonly expanded?: boolean;
  /** What a person may want to paste elsewhere, quoted for a shell. */
  readonly copies?: { readonly host?: string; readonly ssh?: string; readonly logs?: string };
  readonly children?: readonly TreeNode[];
}

/** What a deployment comes to, in a few words, and what commands about it are made of. */
export interface DeploymentSummary {
  /** The version of Kamal that its files are judged by. */
  readonly kamal: string;
  /** Would Kamal load it? null: hangs on ERB. */
  readonly accepted: boolean | null;
  /** Shown in it. */
  readonly errors: number;
  /** URI of the folder in which Kamal is run. */
  readonly folder: string;
  /** Behind every command about it: `-c`, `-d`. */
  readonly options: readonly string[];
  /** The file's own commands; `fixed`: it says itself which destination it is for. */
  readonly aliases: readonly { readonly name: string; readonly command: string; readonly fixed: boolean }[];
  readonly accessories: readonly string[];
}

/** null: the file is no part of a deployment. */
export interface Tree {
  readonly uri: string;
  readonly version: number | null;
  readonly destination: string | null;
  /** All deployments that can be drawn for this file's base: null is the base alone. */
  readonly destinations: readonly (string | null)[];
  /** The text cannot be read at present: what is drawn is from before; says why in one line. */
  readonly stale?: string;
  readonly summary: DeploymentSummary;
  /** What is wrong with it; null: nothing. */
  readonly problems: TreeNode | null;
  /** What the deployment does: roles, routes, boot order, accessories. */
  readonly nodes: readonly TreeNode[];
  /** The same by server, secret and destination. */
  readonly more: readonly TreeNode[];
}

/** A deployment as a picture, for the tab "Deployment": asked whenever diagnostics arrive, and only while somebody looks at it. */
export const pictureRequest = 'kamal/picture';

export interface PictureParams {
  readonly uri: string;
  /** As for the tree. */
  readonly destination?: string | null;
  /** In pixels: how much room there is. */
  readonly width: number;
  /** Are volumes, networks and secrets written, too? */
  readonly details?: boolean;
}

/** A part of the picture that stands for lines of a file. */
export interface PicturePart {
  /** As in the picture's `data-at`. */
  readonly at: string;
  readonly target: { readonly uri: string; readonly range: Range };
  /** All that it stands for, in base and destination. */
  readonly extents: readonly { readonly uri: string; readonly range: Range }[];
  /** What is wrong with it; the worst first. */
  readonly problems: readonly { readonly severity: 'error' | 'warning' | 'information' | 'hint'; readonly message: string }[];
}

export interface DeploymentPicture {
  readonly uri: string;
  readonly version: number | null;
  readonly destination: string | null;
  readonly destinations: readonly (string | null)[];
  /** Why it may be out of date, in one line. */
  readonly stale?: string;
  readonly svg: string;
  /** The time line of a deploy, as SVG. */
  readonly timeline: string;
  readonly parts: readonly PicturePart[];
  /** URIs of the files that it is drawn from: the base, and the destination's. */
  readonly files: readonly string[];
  /** Errors in what has no part in the picture. */
  readonly elsewhere: readonly { readonly message: string; readonly target: { readonly uri: string; readonly range: Range } }[];
}

/** What Kamal runs on each server of a deployment, as a text: asked whenever diagnostics arrive, and only while somebody looks at it. */
export const commandsRequest = 'kamal/commands';

export interface CommandsParams {
  readonly uri: string;
  /** As for the tree. */
  readonly destination?: string | null;
}

/** A place in a file that decides an argument. */
export interface CommandPlace {
  readonly uri: string;
  readonly range: Range;
  /** The keys that lead there, the outermost first. */
  readonly keys: readonly Range[];
  /** `proxy.host` */
  readonly path: string;
}

/** An argument in the text, within one line; one that Kamal always writes is no part. */
export interface CommandPart {
  readonly line: number;
  /** Characters of the line, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Of `places`, by number: what decides it. */
  readonly places: readonly number[];
}

export interface CommandSection {
  readonly host: string;
  /** Each with the line that says what it is: the name of a role or an accessory, null for kamal-proxy. */
  readonly steps: readonly { readonly of: string | null; readonly what: string; readonly line: number }[];
  readonly line: number;
}

export interface DeploymentCommands {
  readonly uri: string;
  readonly destination: string | null;
  readonly text: string;
  readonly places: readonly CommandPlace[];
  readonly parts: readonly CommandPart[];
  readonly sections: readonly CommandSection[];
}

/** What `kamal deploy` of the open project does to servers that run an older version of it. */
export const planRequest = 'kamal/plan';

export interface PlanParams {
  readonly uri: string;
  /** One deployment only; null is the base alone; left out: all of them. */
  readonly destination?: string | null;
  /** What the older version is called: `HEAD`, `v1.2`. */
  readonly from: string;
  /** Texts of files that were different then, by path relative to the project's folder; null: the file was not there. */
  readonly files: Readonly<Record<string, string | null>>;
}

export type PlanSeverity = 'fails' | 'data' | 'left-behind' | 'needs-command' | 'expected';

export interface PlanConsequence {
  readonly severity: PlanSeverity;
  /** A few words, for a list. */
  readonly title: string;
  readonly message: string;
  /** The changed lines that it comes from. */
  readonly target: { readonly uri: string; readonly range: Range };
  /** Commands to copy, best first: each is a list of lines that belong together. */
  readonly commands: readonly (readonly string[])[];
  /** After `-d`; null: without. */
  readonly destination: string | null;
}

/** null: the file is no part of a deployment, or was none then. */
export interface PlanResult {
  /** One line: `will fail: …; 2 things are left behind`. Empty where nothing is to be told. */
  readonly summary: string;
  /** null: nothing but what is as expected. */
  readonly worst: PlanSeverity | null;
  /** The whole as Markdown. */
  readonly markdown: string;
  readonly consequences: readonly PlanConsequence[];
}

/** The same as `kamal-check check` says in text, for assistants. */
export const checkRequest = 'kamal/check';

export interface CheckParams {
  /** A base or a destination, which need not be open. */
  readonly uri: string;
  /** This destination only; left out: the base alone and every destination. */
  readonly destination?: string;
  /** To judge in the place of the file's own text. */
  readonly text?: string;
  /** Also the other bases of its project. */
  readonly all?: boolean;
  /** What stands before the paths of the project's files, such as `apps/shop/`. */
  readonly prefix: string;
}

/** The same as `kamal-check plan` says in text, for assistants. */
export const planTextRequest = 'kamal/planText';

export interface PlanTextParams {
  readonly uri: string;
  readonly destination?: string;
  readonly from: string;
  /** As for `PlanParams`. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly prefix: string;
}

/** What a rule finds, or a key is for. About no file. */
export const explainRequest = 'kamal/explain';

export interface ExplainParams {
  readonly rule?: string;
  readonly key?: string;
  /** The page about the rule, which the client has. */
  readonly page?: string;
}

/** For an assistant. */
export interface Told {
  readonly text: string;
  /** The text says why there is no answer. */
  readonly wrong?: true;
}

/** What a client may say when it starts the server; all of it may be left out. */
export interface InitializationOptions {
  /** Is the workspace trusted? */
  readonly trusted?: boolean;
  /** The client watches files by itself and tells of changes: the server need not ask for it. */
  readonly watches?: boolean;
  /** The client answers `kamal/findFiles`. */
  readonly finds?: boolean;
  /** The client's command that asks for completions: a key whose values are known runs it once it has been put in. */
  readonly suggest?: string;
}

/** From server to client, where the server cannot read the disk (web, virtual workspaces): a file's text, null where there is none; an error where it may not be read. */
export const readFileRequest = 'kamal/readFile';

/** From server to client, likewise: the names in a folder, null where there is none. */
export const readFolderRequest = 'kamal/readFolder';

/** From server to client: the URIs of files with one of these paths at any depth of a folder of the workspace, without what a person has excluded. */
export const findFilesRequest = 'kamal/findFiles';

export interface FindParams {
  /** Of the folder. */
  readonly uri: string;
  /** Ends of paths: `config/deploy.yml`. */
  readonly paths: readonly string[];
  /** Names of folders that are not looked into. */
  readonly without: readonly string[];
}

export interface ReadParams {
  readonly uri: string;
}

/** Files beside deploy.yml that rules ask about in every project, as globs: a change in one of them may change what is wrong. */
export const watchedFiles = [
  '**/config/deploy*.{yml,yaml}',
  '**/.kamal/**',
  '**/Dockerfile*',
  '**/Gemfile.lock',
  '**/.env',
  '**/.gitignore',
];
