package io.microtape.runtime.lake;

/** The lines that read a file of the lake in DuckDB and in Polars. */
public record LakeReaders(String duckdb, String polars) {
    static LakeReaders of(String place, String polarsOptions) {
        return new LakeReaders("select * from '%s' order by sip_timestamp".formatted(place.replace("'", "''")),
                "pl.read_parquet('%s'%s)".formatted(place.replace("'", "\\'"), polarsOptions));
    }
}
