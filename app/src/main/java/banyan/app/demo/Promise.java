package banyan.app.demo;

import java.util.function.Function;

/**
 * Something that must hold whatever moves where.
 *
 * @param name in lower case, with hyphens
 * @param sentence what is promised
 * @param judge decides from the evidence alone
 */
record Promise(String name, String sentence, Function<Evidence, Verdict> judge) {}
