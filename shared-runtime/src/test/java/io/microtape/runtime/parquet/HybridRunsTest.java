package io.microtape.runtime.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;

class HybridRunsTest {
    private static final long SEED = 23;

    @Test
    void what_the_library_encodes_in_any_width_is_decoded() throws IOException {
        System.out.println("seed " + SEED);
        var random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            int width = random.nextInt(0, 33);
            int[] values = new int[random.nextInt(1, 600)];
            for (int i = 0; i < values.length; i++) {
                boolean repeat = i > 0 && random.nextInt(4) > 0;
                values[i] = repeat ? values[i - 1] : width == 0 ? 0 : random.nextInt() >>> (32 - width);
            }
            byte[] bytes = encoded(values, width);
            // In the middle of a larger array, and at the very end of one.
            byte[] among = new byte[bytes.length + 20];
            System.arraycopy(bytes, 0, among, 9, bytes.length);
            assertThat(decoded(ByteBuffer.wrap(among, 9, bytes.length), width, values.length)).isEqualTo(values);
            assertThat(decoded(ByteBuffer.wrap(bytes), width, values.length)).isEqualTo(values);
        }
    }

    @Test
    void runs_that_end_too_soon_are_refused() throws IOException {
        byte[] bytes = encoded(new int[] {1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0}, 3);
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> decoded(cut, 3, 16)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("end of its page");
        }
    }

    private static int[] decoded(ByteBuffer runs, int width, int count) {
        int[] values = new int[count];
        new HybridRuns(runs, width).read(values, count);
        return values;
    }

    private static byte[] encoded(int[] values, int width) throws IOException {
        try (var encoder = new RunLengthBitPackingHybridEncoder(width, 64, 4096, new HeapByteBufferAllocator())) {
            for (int value : values) {
                encoder.writeInt(value);
            }
            return encoder.toBytes().toInputStream().readAllBytes();
        }
    }
}
