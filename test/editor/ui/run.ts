// What people do, in the workbench itself. `--pictures` renews those of the README.
import { mkdirSync, rmSync } from 'node:fs';
import { leavesToCI } from '../../support/share.ts';
import { resultsFolder, scenariosWorkspace } from '../places.ts';
import { startServer } from '../vscode-server.ts';
import { fixingAll, fixingAllSteps } from './fixingAll.ts';
import { planning, planningSteps } from './planning.ts';
import { seeing, seeingSteps } from './seeing.ts';
import { Story } from './story.ts';
import { typing, typingSteps } from './typing.ts';
import { writing, writingSteps } from './writing.ts';

const workspace = scenariosWorkspace();
mkdirSync(resultsFolder, { recursive: true });

interface Telling {
  readonly tell: (story: Story, workspace: string) => Promise<void>;
  /** How many it has. */
  readonly steps: number;
  /** For the README. */
  readonly pictures: readonly string[];
  readonly server: Awaited<ReturnType<typeof startServer>>;
  /** Left to CI before a commit, where `suite/` tries what is seen here of the plan and the picture. */
  readonly inCI?: boolean;
}

let passed = 0;
const server = await startServer();
/** Enter accepts what is offered, as VS Code is shipped. */
const shipped = await startServer({ shipped: true });
const all: readonly Telling[] = [
  { tell: typing, steps: typingSteps, pictures: ['diagnostics'], server },
  { tell: fixingAll, steps: fixingAllSteps, pictures: ['ten-findings', 'fixed'], server },
  { tell: planning, steps: planningSteps, pictures: ['plan'], server, inCI: true },
  { tell: seeing, steps: seeingSteps, pictures: ['deployment'], server, inCI: true },
  { tell: writing, steps: writingSteps, pictures: [], server: shipped },
];
const stories = all.filter(({ inCI }) => !(inCI && leavesToCI));
const steps = stories.reduce((sum, one) => sum + one.steps, 0);
try {
  // One after the other: what is typed letter by letter needs an editor that keeps up.
  await tellAll(stories);
} finally {
  await server.stop();
  await shipped.stop();
  rmSync(workspace, { recursive: true, force: true });
}
console.log(`passed ${passed} failed ${steps - passed} skipped 0`);
process.exit(passed === steps ? 0 : 1);

/** One after the other; one that fails ends itself alone. */
async function tellAll(list: readonly Telling[]): Promise<void> {
  for (const { tell, pictures, server } of list) {
    const story = new Story(server, pictures);
    try {
      await tell(story, workspace);
    } catch (error) {
      console.error(error);
      await story.picture(`failure-${tell.name}`);
    } finally {
      passed += story.passed;
      await story.close();
    }
  }
}
