package banyan.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What each peer has held of memory at most, and what is live on its heap behind a collection, when
 * all other studies are over.
 */
final class HeldMemory implements Study {
  private static final double BYTES_PER_MIB = 1024.0 * 1024.0;
  private static final List<String> COLUMNS = List.of("PEAK MiB", "HEAP LIVE MiB");

  @Override
  public Findings find(Findings before, Ground ground) {
    List<Figures.Line> lines = new ArrayList<>();
    ground
        .peers()
        .all()
        .forEach(
            (peer, process) -> {
              try (JvmAllocation machine = JvmAllocation.of(process.pid())) {
                lines.add(
                    new Figures.Values(
                        peer.name(),
                        List.of(
                            process.peakBytes() / BYTES_PER_MIB,
                            machine.liveBytes() / BYTES_PER_MIB)));
              }
            });
    return before.with(new Figures("memory, resident and live on the heap", COLUMNS, lines));
  }
}
