package banyan.bench;

import java.io.PrintWriter;

/** Tells who waits for a run how far it is. */
record Progress(PrintWriter out) {
  void say(String line) {
    out.println("bench: " + line);
    out.flush();
  }
}
