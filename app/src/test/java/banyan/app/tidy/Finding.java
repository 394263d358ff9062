package banyan.app.tidy;

/** One place that breaks a rule, and what to write instead. */
record Finding(String file, int line, String rule, String remedy) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + rule + ". " + remedy + ".";
  }
}
