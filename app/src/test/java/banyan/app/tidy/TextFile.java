package banyan.app.tidy;

import java.util.List;

/** One text file of the tree; the path is relative to the root, with slashes. */
record TextFile(String path, String text) {
  List<String> lines() {
    return text.lines().toList();
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder with a closing slash; empty for the root. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMainJava() {
    return isJava() && path.contains("src/main/java/");
  }
}
