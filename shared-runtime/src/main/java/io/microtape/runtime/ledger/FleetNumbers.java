package io.microtape.runtime.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers by name that all processes over one ledger share. They are beside its transactions: no write waits for them nor
 * they for one. On PostgreSQL the last of them may be lost when the server's machine dies.
 */
public final class FleetNumbers {
    private final Database database;

    FleetNumbers(Database database) {
        this.database = database;
    }

    /** Their values in the order of the names; 0 for one that was never set. */
    public long[] read(List<String> names) {
        if (names.isEmpty()) {
            return new long[0];
        }
        Map<String, Long> found = new HashMap<>();
        database.useHandle(handle -> handle.createQuery("select name, value from fleet_number where name in (<names>)")
                .bindList("names", names).map((row, _) -> found.put(row.getString("name"), row.getLong("value")))
                .list());
        return names.stream().mapToLong(name -> found.getOrDefault(name, 0L)).toArray();
    }

    /**
     * Sets a number if it still is what somebody saw; of several who saw the same, one succeeds.
     *
     * @return whether it was set
     */
    public boolean swap(String name, long seen, long now) {
        String sql = seen == 0
                ? """
                        insert into fleet_number (name, value) values (:name, :now)
                        on conflict (name) do update set value = excluded.value where fleet_number.value = :seen"""
                : "update fleet_number set value = :now where name = :name and value = :seen";
        return database.withHandle(handle -> handle.createUpdate(sql).bind("name", name).bind("now", now)
                .bind("seen", seen).execute()) == 1;
    }
}
