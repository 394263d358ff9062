package banyan.proxy.adapt;

/** Makes another JSON body of one. A pure function of the body. */
public interface BodyTranslation {
  /**
   * Translates a body.
   *
   * @param bytesMax of bodies that are read; what is made may have four times as many
   */
  BodyMapping.Result apply(byte[] body, int bytesMax);
}
