/** Words that both sides of a wire share: problems, failures, callers, settings, secrets. */
module banyan.wire {
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.nimbusds.jose.jwt;

  exports banyan.wire;
}
