package banyan.app.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The rules for types and methods, read with the compiler's own parser. */
final class JavaShape {
  private static final int METHOD_LINES_MAX = 60;
  private static final Pattern ACCESSOR = Pattern.compile("get[A-Z].*");
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Words that say nothing about a type, and what to say instead. */
  private static final Map<String, String> BANNED =
      Map.ofEntries(
          Map.entry("Manager", "Say what it does to what it holds: Registry, Pool, Schedule"),
          Map.entry("Helper", "Give the method to the type it helps, or name the subject"),
          Map.entry("Util", "Name the subject: Durations, Paths"),
          Map.entry("Utils", "Name the subject: Durations, Paths"),
          Map.entry("Impl", "Say what sets it apart: FileLedger, PostgresLedger"),
          Map.entry("Base", "Prefer composition; else name the family"),
          Map.entry("Common", "Name what the things have in common"),
          Map.entry("Data", "Name what the record tells: Price, Usage, Row"),
          Map.entry("Info", "Name what the record tells: Version, Origin"),
          Map.entry("Processor", "Use the verb: Parser, Renderer, PlaceOrder"),
          Map.entry("Abstract", "Prefer composition; else name the family"));

  private JavaShape() {}

  /** All files at once: starting the parser is the dear part. */
  static List<Finding> check(List<TextFile> files) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    diagnostic -> {},
                    null,
                    null,
                    files.stream().map(Source::new).toList());
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Finding> findings = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Visitor(unit, positions, findings).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final TextFile file;

    private Source(TextFile file) {
      super(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }

  /** Used by one thread, for one file. */
  private static final class Visitor extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Finding> findings;

    private Visitor(CompilationUnitTree unit, SourcePositions positions, List<Finding> findings) {
      this.unit = unit;
      this.positions = positions;
      this.findings = findings;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      String name = type.getSimpleName().toString();
      List<String> words = List.of(WORD_START.split(name));
      words.stream()
          .filter(
              word -> BANNED.containsKey(word) && !(word.equals("Data") && startsWithData(words)))
          .forEach(word -> add(type, "the word " + word + " in " + name, BANNED.get(word)));
      return super.visitClass(type, unused);
    }

    /** A data folder is a thing; what ends in data is anything. */
    private static boolean startsWithData(List<String> words) {
      return words.size() > 1
          && words.indexOf("Data") == words.lastIndexOf("Data")
          && words.getFirst().equals("Data");
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      long lines = line(positions.getEndPosition(unit, method)) - start(method) + 1;
      if (lines > METHOD_LINES_MAX) {
        add(
            method,
            method.getName() + " has " + lines + " lines, more than " + METHOD_LINES_MAX,
            "Name its steps and give each a method");
      }
      if (isAccessor(method)) {
        String name = method.getName().toString();
        String better = Character.toLowerCase(name.charAt(3)) + name.substring(4);
        add(method, "the accessor " + name, "Call it " + better);
      }
      return super.visitMethod(method, unused);
    }

    private static boolean isAccessor(MethodTree method) {
      return ACCESSOR.matcher(method.getName()).matches()
          && method.getParameters().isEmpty()
          && method.getModifiers().getAnnotations().stream()
              .noneMatch(
                  annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private void add(Tree tree, String rule, String remedy) {
      String path = unit.getSourceFile().toUri().getPath().substring(1);
      findings.add(new Finding(path, (int) start(tree), rule, remedy));
    }

    private long start(Tree tree) {
      return line(positions.getStartPosition(unit, tree));
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
