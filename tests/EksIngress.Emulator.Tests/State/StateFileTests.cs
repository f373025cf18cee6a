using System.Buffers.Binary;
using System.Text;
using EksIngress.Emulator.State;
using Microsoft.Data.Sqlite;

namespace EksIngress.Emulator.Tests.State;

public sealed class StateFileTests
{
    [Fact]
    public void Open_AfterClose_FindsTheNewestRevisions()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "one"), ("a/2", "two"), ("a/1", "uno"), ("a/3", "three"), ("a/3", null), ("b/1", "other"));

        Assert.Equal(new Dictionary<string, string> { ["1"] = "uno", ["2"] = "two" }, directory.Read("a"));
    }

    [Fact]
    public void Files_AreForTheirOwnerAlone()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "one"));

        foreach (var file in Directory.GetFiles(directory.FullPath, "emulator.*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
#pragma warning disable CA1416 // The emulator keeps clusters on Linux only.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
#pragma warning restore CA1416
        }
    }

    [Fact]
    public async Task Values_AreNowhereInTheFilesAsTheyAre()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        opened.Journal.Append([JournalDirectory.Change("a/1", "the very secret value")]);
        await opened.Journal.WhenWrittenAsync(TestContext.Current.CancellationToken);

        foreach (var file in Directory.GetFiles(directory.FullPath, "emulator.*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain("very secret", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_NewerSchema_NamesBothVersionsAndLeavesTheFile()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "one"));
        Patch(directory.Database, 60, StateFile.SchemaVersion + 1);

        Refuses(directory, $"schema version {StateFile.SchemaVersion + 1}; this emulator reads version {StateFile.SchemaVersion}");
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeft()
    {
        using var directory = new JournalDirectory();
        using (var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            using var create = connection.CreateCommand();
            create.CommandText = "CREATE TABLE revisions (id INTEGER PRIMARY KEY, name TEXT, value BLOB)";
            create.ExecuteNonQuery();
        }

        Refuses(directory, "is not a state file of this emulator");
    }

    [Theory]
    [InlineData("no database at all")]
    [InlineData("SQLite format 3")]
    public void Open_SomethingElse_IsRefusedAndLeft(string content)
    {
        using var directory = new JournalDirectory();
        File.WriteAllText(directory.Database, content);

        Refuses(directory, "is not a state file of this emulator");
    }

    [Fact]
    public void Open_DamagedPages_IsRefusedAndLeft()
    {
        using var directory = new JournalDirectory();
        directory.Write(Enumerable.Range(0, 200).Select(number => ($"a/{number}", (string?)new string('x', 500))));
        var bytes = File.ReadAllBytes(directory.Database);
        bytes.AsSpan(4096, bytes.Length - 4096 - 4096).Fill(0xAB);
        File.WriteAllBytes(directory.Database, bytes);

        Refuses(directory, "");
    }

    [Fact]
    public void Open_ChangedValue_IsRefusedAndLeft()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "the value"));
        using (var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            using var change = connection.CreateCommand();
            change.CommandText = "UPDATE revisions SET value = zeroblob(64); PRAGMA wal_checkpoint(TRUNCATE)";
            change.ExecuteNonQuery();
        }

        Refuses(directory, "cannot be decrypted (row a/1)");
    }

    [Fact]
    public void Open_ValueUnderAnotherName_IsRefused()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "the value"));
        using (var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            using var change = connection.CreateCommand();
            change.CommandText = "UPDATE revisions SET name = 'a/2'";
            change.ExecuteNonQuery();
        }

        Refuses(directory, "cannot be decrypted (row a/2)");
    }

    [Fact]
    public void Open_KeyMissing_NamesIt()
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "one"));
        File.Delete(directory.Key);

        Refuses(directory, $"{directory.Key} is missing");
        Assert.False(File.Exists(directory.Key));
    }

    [Theory]
    [InlineData("short", "is no key")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cannot be decrypted")]
    public void Open_AnotherKey_IsRefused(string key, string reason)
    {
        using var directory = new JournalDirectory();
        directory.Write(("a/1", "one"));
        File.WriteAllText(directory.Key, key);

        Refuses(directory, reason);
    }

    [Fact]
    public void Open_RowsOfAnotherForm_NamesThemAndLeavesTheFile()
    {
        using var directory = new JournalDirectory();
        directory.Write(("emulator/AccountId", "{}"));
        using var opened = directory.Open();

        var exception = Assert.Throws<EmulatorStartException>(() => new Guarded<EmulatorState>("emulator", EmulatorState.Empty, opened.Journal));

        Assert.Contains("holds emulator/AccountId in a form that this emulator does not read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_ManyRevisions_KeepsTheFileSmall()
    {
        using var directory = new JournalDirectory();
        using (var opened = directory.Open())
        {
            for (var revision = 0; revision < 20_000; revision++)
            {
                opened.Journal.Append([JournalDirectory.Change($"a/{revision % 10}", new string('x', 1000) + revision)]);
                if (revision % 50 == 0)
                {
                    await opened.Journal.WhenWrittenAsync(TestContext.Current.CancellationToken);
                }
            }
        }

        Assert.InRange(new FileInfo(directory.Database).Length, 1, 4_000_000);
        Assert.Equal(10, directory.Read("a").Count);
    }

    private static void Patch(string file, int offset, int value)
    {
        var bytes = File.ReadAllBytes(file);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(offset), value);
        File.WriteAllBytes(file, bytes);
    }

    private static void Refuses(JournalDirectory directory, string reason)
    {
        var before = File.ReadAllBytes(directory.Database);

        var exception = Assert.Throws<EmulatorStartException>(directory.Open);

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(directory.FullPath, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(directory.Database));
    }
}
