/* The least a program on SQLite can do to store samples: one prepared statement, bound and stepped row by row.
 *
 *   bareinsert SOURCE TARGET BATCH
 *
 * SOURCE is a database that Weir's store has written. Its rows of traffic_sample are read into memory first. TARGET is
 * made anew with SOURCE's schema and pragmas; then the rows are inserted, BATCH of them in a transaction, and only this
 * is timed. Values are bound in their own types and never copied, and columns that no row fills are left out.
 *
 * One JSON line on stdout: rows, and nanoseconds of CPU and of wall time for each.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 64 };

struct value {
    int type, length;
    union {
        int64_t integer;
        double real;
        void *octets;
    } is;
};

static sqlite3 *source, *target;

static void fail(const char *what, sqlite3 *db) {
    fprintf(stderr, "bareinsert: %s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
    exit(1);
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) fail(sql, db);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, 0) != SQLITE_OK) fail(sql, db);
    return statement;
}

static void *copy(const void *octets, int length) {
    void *memory = malloc((size_t)length + 1);
    if (!memory) fail("malloc", 0);
    memcpy(memory, length ? octets : "", (size_t)length);
    return memory;
}

static struct value value_at(sqlite3_stmt *row, int column) {
    struct value value = {.type = sqlite3_column_type(row, column)};
    switch (value.type) {
    case SQLITE_INTEGER: value.is.integer = sqlite3_column_int64(row, column); break;
    case SQLITE_FLOAT: value.is.real = sqlite3_column_double(row, column); break;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const void *octets = sqlite3_column_blob(row, column);
        value.length = sqlite3_column_bytes(row, column);
        value.is.octets = copy(octets, value.length);
    }
    }
    return value;
}

static int bind(sqlite3_stmt *row, int place, const struct value *value) {
    switch (value->type) {
    case SQLITE_INTEGER: return sqlite3_bind_int64(row, place, value->is.integer);
    case SQLITE_FLOAT: return sqlite3_bind_double(row, place, value->is.real);
    case SQLITE_TEXT: return sqlite3_bind_text(row, place, value->is.octets, value->length, SQLITE_STATIC);
    case SQLITE_BLOB: return sqlite3_bind_blob(row, place, value->is.octets, value->length, SQLITE_STATIC);
    default: return sqlite3_bind_null(row, place);
    }
}

/* What the store sets, too: see DataStore.Configuration, and GRDB for a pool's connection that writes. */
static void make_target(const char *path) {
    char sql[128];
    remove(path);
    if (sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, 0))
        fail(path, target);
    static const char *const pragmas[] = {"page_size", "auto_vacuum", "application_id"};
    for (int index = 0; index < 3; index++) {
        snprintf(sql, sizeof sql, "PRAGMA %s", pragmas[index]);
        sqlite3_stmt *row = prepare(source, sql);
        if (sqlite3_step(row) != SQLITE_ROW) fail(sql, source);
        snprintf(sql, sizeof sql, "PRAGMA %s = %d", pragmas[index], sqlite3_column_int(row, 0));
        sqlite3_finalize(row);
        run(target, sql);
    }
    run(target, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                "PRAGMA journal_size_limit = 16777216; PRAGMA busy_timeout = 5000; BEGIN");
    sqlite3_stmt *row = prepare(
        source, "SELECT sql FROM sqlite_schema WHERE sql > '' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
    while (sqlite3_step(row) == SQLITE_ROW) run(target, (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    run(target, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

static double seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 4 || atoi(argv[3]) < 1) {
        fputs("usage: bareinsert SOURCE TARGET BATCH\n", stderr);
        return 2;
    }
    if (sqlite3_open_v2(argv[1], &source, SQLITE_OPEN_READONLY, 0)) fail(argv[1], source);
    sqlite3_stmt *row = prepare(source, "SELECT count(*) FROM traffic_sample");
    if (sqlite3_step(row) != SQLITE_ROW) fail("count", source);
    int64_t rows = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    row = prepare(source, "SELECT * FROM traffic_sample ORDER BY id");
    /* The store numbers its rows by itself, so the first column, the id, is left out as well. */
    int columns = sqlite3_column_count(row) - 1, used[COLUMNS] = {0};
    if (columns > COLUMNS) fail("too many columns", 0);
    struct value *values = calloc((size_t)(rows * columns) + 1, sizeof *values);
    if (!values) fail("malloc", 0);
    for (int64_t index = 0; index < rows && sqlite3_step(row) == SQLITE_ROW; index++)
        for (int column = 0; column < columns; column++) {
            struct value value = values[index * columns + column] = value_at(row, column + 1);
            used[column] |= value.type != SQLITE_NULL;
        }
    make_target(argv[2]);
    char names[2048] = "", marks[2 * COLUMNS + 1] = "", sql[4096];
    for (int column = 0; column < columns; column++) {
        if (!used[column]) continue;
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", *names ? "," : "",
                 sqlite3_column_name(row, column + 1));
        strcat(marks, *marks ? ",?" : "?");
    }
    snprintf(sql, sizeof sql, "INSERT INTO traffic_sample (%s) VALUES (%s)", names, marks);
    sqlite3_stmt *insertion = prepare(target, sql);
    sqlite3_stmt *begin = prepare(target, "BEGIN IMMEDIATE"), *commit = prepare(target, "COMMIT");

    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int64_t index = 0, batch = atoi(argv[3]); index < rows; index++) {
        if (index % batch == 0 && (sqlite3_step(begin) != SQLITE_DONE || sqlite3_reset(begin))) fail("BEGIN", target);
        for (int column = 0, place = 1; column < columns; column++)
            if (used[column] && bind(insertion, place++, &values[index * columns + column])) fail("bind", target);
        if (sqlite3_step(insertion) != SQLITE_DONE) fail("INSERT", target);
        sqlite3_reset(insertion);
        if ((index + 1) % batch == 0 || index + 1 == rows)
            if (sqlite3_step(commit) != SQLITE_DONE || sqlite3_reset(commit)) fail("COMMIT", target);
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = seconds(CLOCK_MONOTONIC) - wall;

    printf("{\"rows\":%lld,\"cpu_ns\":%.1f,\"wall_ns\":%.1f}\n", (long long)rows, cpu / (double)rows * 1e9,
           wall / (double)rows * 1e9);
    return 0;
}
