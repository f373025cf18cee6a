using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EksIngress.Emulator.State;

/// <summary>
/// A statement that SQLite compiles once and runs for every change. The commands of ADO.NET are not for that: they make an object for each
/// transaction, value and result, which costs more than the insert.
/// </summary>
internal sealed class StateStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">Open; the statement must be gone before it is closed.</param>
    public StateStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    /// <summary>Ends the transaction that is open, if SQLite did not end it when something failed.</summary>
    public static void RollBack(SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            using var rollback = new StateStatement(connection, "ROLLBACK");
            rollback.Run();
        }
    }

    /// <param name="number">From 1, as in the text of the statement.</param>
    public void Bind(int number, long value) => Check(raw.sqlite3_bind_int64(_statement, number, value));

    /// <param name="text">In UTF-8.</param>
    public void BindText(int number, ReadOnlySpan<byte> text) => Check(raw.sqlite3_bind_text(_statement, number, text));

    public void BindBlob(int number, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, number, value));

    public void BindNull(int number) => Check(raw.sqlite3_bind_null(_statement, number));

    /// <summary>Runs it with the values that are bound.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            // The text of the error is that of the last call.
            try
            {
                Check(result);
            }
            finally
            {
                _ = raw.sqlite3_reset(_statement);
            }
        }

        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
