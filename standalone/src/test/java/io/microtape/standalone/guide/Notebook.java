package io.microtape.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Python cells of a page as one notebook, in one process of Python: that of {@code MICROTAPE_PYTHON}, else
 * {@code python3}. Without it or its libraries the cells are skipped, loudly.
 */
final class Notebook {
    private static final String END_OF_CELL = "end of a cell";

    private final Path folder;

    Notebook(Path folder) {
        this.folder = folder;
    }

    /** What each cell prints. */
    List<String> run(List<String> cells) throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("MICROTAPE_PYTHON")).orElse("python3");
        if (!has(python)) {
            System.err.println("SKIPPED: the guide's Python cells; pip install -r docs/requirements.txt, and "
                    + "MICROTAPE_PYTHON names the Python that has it");
            Assumptions.abort(python + " does not have what docs/requirements.txt names");
        }
        StringBuilder script = new StringBuilder();
        cells.forEach(cell -> script.append(cell).append("\nprint('").append(END_OF_CELL).append("')\n"));
        Files.writeString(folder.resolve("notebook.py"), script);
        Path printed = folder.resolve("notebook.out");
        Path complaints = folder.resolve("notebook.err");
        int exit = started(python, printed, complaints, "notebook.py");
        assertThat(exit).as(Files.readString(complaints)).isZero();
        return List.of(Files.readString(printed).split(END_OF_CELL + "\n", -1));
    }

    private boolean has(String python) throws InterruptedException {
        try {
            Path nowhere = folder.resolve("import.out");
            return started(python, nowhere, nowhere, "-c", "import duckdb, matplotlib, polars, pyarrow") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int started(String python, Path out, Path err, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList())
                .directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("MPLBACKEND", "agg");
        return builder.start().waitFor();
    }
}
