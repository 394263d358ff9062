package banyan.proxy.compare;

/** Which of two answers: of the target that serves today, or of the one that shall serve. */
enum Side {
  FROM,
  TO
}
