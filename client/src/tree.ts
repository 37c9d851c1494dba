import * as vscode from 'vscode';
import type { TreeIcon, TreeNode } from '../../server/src/protocol.ts';
import { colour, decorationUri, words } from './severity.ts';

/** A node and where it hangs: `path` is the ids from the root, so that what is unfolded stays so however often it is drawn. */
export interface Branch {
  readonly node: TreeNode;
  readonly path: string;
  readonly parent: Branch | undefined;
}

const icons: Record<TreeIcon, string> = {
  problems: 'warning',
  problem: 'circle-small-filled',
  servers: 'server',
  secrets: 'key',
  secret: 'key',
  destinations: 'milestone',
  destination: 'milestone',
  roles: 'server-environment',
  role: 'server-process',
  primary: 'star-full',
  host: 'vm',
  proxy: 'shield',
  route: 'globe',
  boot: 'rocket',
  step: 'arrow-right',
  gate: 'lock',
  wait: 'watch',
  accessories: 'extensions',
  accessory: 'database',
  setting: 'settings',
};

/** Hands VS Code what the server drew; knows nothing of where it comes from. */
export class DeploymentTree implements vscode.TreeDataProvider<Branch> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #firstDrawn: () => void = () => undefined;
  readonly #first = new Promise<void>((resolve) => (this.#firstDrawn = resolve));
  #nodes: readonly TreeNode[] = [];

  get nodes(): readonly TreeNode[] {
    return this.#nodes;
  }

  /** Draws these nodes; where they are the same as before, nothing moves. */
  draw(nodes: readonly TreeNode[]): void {
    const same = JSON.stringify(nodes) === JSON.stringify(this.#nodes);
    this.#nodes = nodes;
    this.#firstDrawn();
    if (!same) this.#changed.fire();
  }

  /** Waits for the first drawing: until then VS Code shows progress, and not the words for an empty view. */
  async getChildren(parent?: Branch): Promise<Branch[]> {
    const nodes = await this.#first.then(() => (parent === undefined ? this.#nodes : (parent.node.children ?? [])));
    return nodes.map((node) => ({ node, parent, path: parent === undefined ? node.id : `${parent.path}/${node.id}` }));
  }

  getParent(branch: Branch): Branch | undefined {
    return branch.parent;
  }

  getTreeItem({ node, path }: Branch): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, folding(node));
    // VS Code remembers by id that a row without children is folded: the one that gets its first child while typing must count as another.
    item.id = item.collapsibleState === vscode.TreeItemCollapsibleState.None ? `${path}/` : path;
    // `host copy-host copy-ssh`: the menus ask for the words.
    item.contextValue = [
      node.icon,
      ...(node.target ? ['target'] : []),
      ...Object.keys(node.copies ?? {}).map((what) => `copy-${what}`),
    ].join(' ');
    item.iconPath = new vscode.ThemeIcon(icons[node.icon], node.worst && colour(node.worst));
    item.tooltip = node.tooltip === undefined ? node.label : new vscode.MarkdownString(node.tooltip, true);
    item.accessibilityInformation = { label: [node.label, node.description, node.worst && words(node.worst)].filter(Boolean).join(', ') };
    if (node.description !== undefined) item.description = node.description;
    if (node.worst !== undefined) item.resourceUri = decorationUri(path, node.worst);
    if (node.target !== undefined) item.command = show(node.target);
    return item;
  }
}

function folding(node: TreeNode): vscode.TreeItemCollapsibleState {
  if (node.children === undefined || node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.expanded === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** Opens the file and selects the words. */
export function show({ uri, range }: NonNullable<TreeNode['target']>): vscode.Command {
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  return { command: 'vscode.open', title: 'Show in the File', arguments: [vscode.Uri.parse(uri), { selection }] };
}
