using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace EksIngress.Emulator.State;

/// <summary>
/// The SQLite file of an environment: one table to which every change adds a revision of a row, as kine does for k3s. The newest
/// revision of a name counts; older ones are taken away in bulk.
/// </summary>
/// <remarks>
/// Write-ahead log with <c>synchronous=NORMAL</c>: a commit is in the file system's cache when it returns, which outlives the process.
/// A power cut may take the last commits, and leaves the file whole. Source: https://www.sqlite.org/wal.html#performance_considerations
/// </remarks>
internal sealed class StateFile : IDisposable
{
    public const string FileName = "emulator.db";

    /// <summary>Goes up when a file of an earlier emulator can no longer be read as it is.</summary>
    public const int SchemaVersion = 1;

    /// <summary>"EksI", where SQLite keeps whose file it is.</summary>
    private const int ApplicationId = 0x456B7349;

    // More than this many superseded revisions are not kept.
    private const int CompactionThreshold = 1000;

    // Pages of the log, 4 KiB each, after which it is copied into the file; that waits for the disk, twice.
    private const int LogPages = 4000;

    private readonly SqliteConnection _connection;
    private readonly StateCipher _cipher;
    private readonly StateStatement _begin;
    private readonly StateStatement _insert;
    private readonly StateStatement _delete;
    private readonly StateStatement _commit;
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);
    private readonly List<long> _superseded = [];

    private long _lastId;

    private StateFile(SqliteConnection connection, StateCipher cipher)
    {
        _connection = connection;
        _cipher = cipher;
        _begin = new StateStatement(connection, "BEGIN");
        _insert = new StateStatement(connection, "INSERT INTO revisions (id, name, value) VALUES (?1, ?2, ?3)");
        _delete = new StateStatement(connection, "DELETE FROM revisions WHERE id = ?1");
        _commit = new StateStatement(connection, "COMMIT");
    }

    /// <summary>Opens the file of a directory, or makes it.</summary>
    /// <param name="rows">Every row that is in it, with its plain value.</param>
    /// <exception cref="EmulatorStartException">The file is another program's, a newer emulator's, damaged, or its key is another one.</exception>
    public static StateFile Open(EmulatorDirectory directory, out Dictionary<string, byte[]> rows)
    {
        var path = Path.Combine(directory.FullPath, FileName);
        var exists = CheckHeader(path);
        var cipher = StateCipher.Open(directory, exists);
        StateFile? file = null;
        try
        {
            if (!exists)
            {
                Create(path);
            }

            file = new StateFile(Connect(path), cipher);
            rows = file.Load(path);
            return file;
        }
        catch (SqliteException exception)
        {
            file?.Dispose();
            throw new EmulatorStartException($"{path} cannot be used: {exception.Message} It was left as it is. Restore it from a copy, or move it away to start with an empty account.", exception);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Adds revisions, all of them or none.</summary>
    /// <param name="changes">Each name once.</param>
    public void Append(IReadOnlyCollection<StateChange> changes)
    {
        _begin.Run();
        try
        {
            foreach (var change in changes)
            {
                Insert(change);
            }

            if (_superseded.Count > CompactionThreshold)
            {
                Compact();
            }

            _commit.Run();
        }
        catch
        {
            StateStatement.RollBack(_connection);
            throw;
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _insert.Dispose();
        _delete.Dispose();
        _commit.Dispose();
        _connection.Dispose();
        _cipher.Dispose();
    }

    private void Insert(StateChange change)
    {
        var name = Encoding.UTF8.GetBytes(change.Name);
        _insert.Bind(1, ++_lastId);
        _insert.BindText(2, name);
        if (change.Write is null)
        {
            _insert.BindNull(3);
            _insert.Run();
        }
        else
        {
            var plain = change.Write();
            var length = StateCipher.LengthOf(plain.Length);
            var sealedValue = ArrayPool<byte>.Shared.Rent(length);
            _cipher.Encrypt(name, plain, sealedValue.AsSpan(0, length));
            _insert.BindBlob(3, sealedValue.AsSpan(0, length));
            _insert.Run();
            ArrayPool<byte>.Shared.Return(sealedValue);
        }

        Follow(change.Name, _lastId, isEnd: change.Write is null);
    }

    // Before SQLite touches the file: opening one may write to it. The header is written once, before the log is used.
    private static bool CheckHeader(string path)
    {
        var header = new byte[100];
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (stream.Length == 0)
            {
                return false;
            }

            if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
                || !header.AsSpan().StartsWith("SQLite format 3\0"u8)
                || BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68)) != ApplicationId)
            {
                throw new EmulatorStartException($"{path} is not a state file of this emulator, or is damaged. It was left as it is. Move it away, or give another folder with --directory.");
            }
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorStartException($"{path} cannot be read: {exception.Message}", exception);
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(60));
        return version == SchemaVersion
            ? true
            : throw new EmulatorStartException(
                $"{path} has schema version {version}; this emulator reads version {SchemaVersion}. Use the emulator that wrote it, or move the file away to start with an empty account.");
    }

    // Under another name first: whoever is killed here leaves no half a file.
    private static void Create(string path)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        File.Delete(temporary + "-journal");
        using (var stream = new FileStream(temporary, CreateOptions()))
        {
        }

        using (var connection = new SqliteConnection(ConnectionString(temporary)))
        {
            connection.Open();
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"""
                BEGIN;
                CREATE TABLE revisions (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value BLOB);
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {SchemaVersion};
                COMMIT;
                """));
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static FileStreamOptions CreateOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        try
        {
            connection.Open();
            // The directory's lock says that nobody else has it open; exclusive locking then spares the shared memory file.
            Execute(connection, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                + string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint = {LogPages};"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ConnectionString;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this class alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private Dictionary<string, byte[]> Load(string path)
    {
        CheckPages(path);
        var rows = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using (var select = _connection.CreateCommand())
        {
            select.CommandText = "SELECT id, name, value FROM revisions ORDER BY id";
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var name = reader.GetString(1);
                var isEnd = reader.IsDBNull(2);
                _lastId = reader.GetInt64(0);
                Follow(name, _lastId, isEnd);
                if (isEnd)
                {
                    rows.Remove(name);
                }
                else
                {
                    rows[name] = reader.GetFieldValue<byte[]>(2);
                }
            }
        }

        foreach (var (name, value) in rows)
        {
            rows[name] = Decrypt(path, name, value);
        }

        return rows;
    }

    private void CheckPages(string path)
    {
        using var check = _connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() is not "ok" and var fault)
        {
            throw new EmulatorStartException($"{path} is damaged: {fault}. It was left as it is. Restore it from a copy, or move it away to start with an empty account.");
        }
    }

    private byte[] Decrypt(string path, string name, byte[] value)
    {
        try
        {
            return _cipher.Decrypt(name, value);
        }
        catch (CryptographicException exception)
        {
            throw new EmulatorStartException(
                $"{path} cannot be decrypted (row {name}): it is damaged, or emulator.key is another environment's. Restore both from one copy, or move both away to start with an empty account.", exception);
        }
    }

    // What a revision replaces is of no more use; nor is one that says that its row ended.
    private void Follow(string name, long id, bool isEnd)
    {
        if (_newest.Remove(name, out var before))
        {
            _superseded.Add(before);
        }

        if (isEnd)
        {
            _superseded.Add(id);
        }
        else
        {
            _newest[name] = id;
        }
    }

    // An end must not go before what it ended: both are of one list, and go in one transaction.
    private void Compact()
    {
        foreach (var superseded in _superseded)
        {
            _delete.Bind(1, superseded);
            _delete.Run();
        }

        _superseded.Clear();
    }
}
