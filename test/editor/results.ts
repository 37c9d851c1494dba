/** What the suite inside VS Code hands to the runner outside, as JSON. */
export interface SuiteResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly error?: string;
}
