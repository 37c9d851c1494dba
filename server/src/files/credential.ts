/** Names that end in what credentials are called, and mean something public all the same. */
const harmless = /PUBLIC|PUBLISHABLE|SITE|_ID$|_FILE$|_PATH$|_DUMMY|DUMMY_/i;

/** Is this the name of a variable that usually holds a credential? */
export function isCredentialName(name: string): boolean {
  return /(PASSWORD|PASSWD|SECRET|TOKEN|_KEY)$/i.test(name) && !harmless.test(name);
}

/** Does a value have the shape of a known kind of credential, whatever its name is? Never keep or print the value. */
export function isCredential(value: string): boolean {
  return /^gh[pousr]_\w{20,}|^github_pat_\w{20,}|^sk_live_\w{8,}|^rk_live_\w{8,}|^AKIA[A-Z0-9]{12,}|^xox[abprs]-|^glpat-|-----BEGIN [A-Z ]+-----|:\/\/[^/\s:@]+:[^/\s:@$<{*]{3,}@/.test(
    value,
  );
}

/** Keys that every visitor's browser is given: PostHog's project key, Stripe's publishable one. */
function isPublic(value: string): boolean {
  return /^(phc_|pk_(live|test)_|G-[A-Z0-9]+$|UA-\d)/.test(value);
}

/** Does a piece of text hold such a value anywhere? */
export function hasCredential(text: string): boolean {
  // A private key begins with several words.
  return isCredential(text) || text.split(/[\s"',[\]{}]+/).some(isCredential);
}

/** Could a literal be a credential: not a path, a boolean, a short number, a reference or a placeholder? */
export function couldBeCredential(value: string): boolean {
  return (
    value.length >= 8 &&
    !isPublic(value) &&
    !/^(true|false|yes|no|\d{1,12}|[./~].*|[\w.-]+(\/[\w.-]+)+\.[a-z]\w{1,4}|[^$<\r\n]*[$<].*|x+|\*+|(change|replace|your|example|dummy|test)\W?.*)$/i.test(
      value,
    ) &&
    !/\s/.test(value.trim())
  );
}
