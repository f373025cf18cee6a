using EksIngress.Emulator.State;
using Microsoft.Data.Sqlite;

namespace EksIngress.Emulator.Tests.State;

public sealed class StateJournalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenWritten_SegmentStillOpen_WaitsForItsEnd()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        Task written;
        using (opened.Journal.Begin())
        {
            opened.Journal.Append([JournalDirectory.Change("a/1", "half")]);
            written = opened.Journal.WhenWrittenAsync(Token);
            opened.Journal.Append([JournalDirectory.Change("a/2", "whole")]);

            Assert.False(written.IsCompleted);
        }

        await written;
    }

    [Fact]
    public async Task Kill_SegmentStillOpen_LeavesNothingOfIt()
    {
        using var directory = new JournalDirectory();
        using var copy = new JournalDirectory();
        using var opened = directory.Open();
        opened.Journal.Append([JournalDirectory.Change("a/0", "before")]);
        await opened.Journal.WhenWrittenAsync(Token);
        using (opened.Journal.Begin())
        {
            opened.Journal.Append([JournalDirectory.Change("a/1", "half")]);
            // Somebody else's change comes after it, and is not whole without it.
            await Detached(() => opened.Journal.Append([JournalDirectory.Change("b/1", "later")]));

            CopyAsKilled(directory, copy);
        }

        Assert.Equal(["0"], copy.Read("a").Keys);
        Assert.Empty(copy.Read("b"));
    }

    [Fact]
    public async Task Seal_SegmentStillOpen_WritesWhatIsWhole()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        using (opened.Journal.Begin())
        {
            opened.Journal.Append([JournalDirectory.Change("a/1", "one"), JournalDirectory.Change("a/2", "two")]);
            opened.Journal.Seal();

            await opened.Journal.WhenWrittenAsync(Token);
        }
    }

    [Fact]
    public async Task Append_AfterTheSegmentOfItsCallEnded_StandsAlone()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        var go = new TaskCompletionSource();
        Task background;
        using (opened.Journal.Begin())
        {
            background = Task.Run(async () =>
            {
                await go.Task;
                opened.Journal.Append([JournalDirectory.Change("a/1", "one")]);
                await opened.Journal.WhenWrittenAsync(Token);
            }, Token);
        }

        go.SetResult();
        await background;
    }

    [Fact]
    public async Task WhenWritten_FileCannotBeWritten_FailsAndStopsTheEmulator()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        opened.Journal.Append([new StateChange("a/1", () => throw new IOException("No space left on device."))]);

        var exception = await Assert.ThrowsAsync<StateWriteException>(() => opened.Journal.WhenWrittenAsync(Token));

        Assert.Equal("No space left on device.", exception.InnerException!.Message);
        Assert.Throws<StateWriteException>(() => opened.Journal.Append([JournalDirectory.Change("a/2", "two")]));
        Assert.True(directory.Application.ApplicationStopping.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Append_FromManyThreads_AllIsThere()
    {
        using var directory = new JournalDirectory();
        using (var opened = directory.Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
            {
                for (var number = 0; number < 200; number++)
                {
                    using (opened.Journal.Begin())
                    {
                        opened.Journal.Append([JournalDirectory.Change($"a/{writer}-{number}", "x")]);
                    }

                    await opened.Journal.WhenWrittenAsync(Token);
                }
            }, Token)));
        }

        Assert.Equal(8 * 200, directory.Read("a").Count);
    }

    [Fact]
    public async Task Close_WhileAGroupIsWritten_ComesIntoTheNextWithAllOthers()
    {
        using var directory = new JournalDirectory();
        using (var opened = directory.Open())
        {
            using var go = new ManualResetEventSlim();
            var isWriting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = OnAThreadOfItsOwn(() => Change(opened.Journal, new StateChange("a/first", () =>
            {
                isWriting.SetResult();
                go.Wait(Token);
                return "x"u8.ToArray();
            })));
            await isWriting.Task.WaitAsync(Token);
            for (var call = 0; call < 3; call++)
            {
                Change(opened.Journal, JournalDirectory.Change("a/same", $"{call}"));
            }

            var written = opened.Journal.WhenWrittenAsync(Token);
            Assert.False(written.IsCompleted);
            go.Set();
            await first;
            await written;
        }

        // In one group a row is written once, as it was last.
        Assert.Equal(2, CountRevisions(directory));
        Assert.Equal("2", directory.Read("a")["same"]);
    }

    [Fact]
    public void Dispose_ChangesNobodyWaitsFor_WritesThem()
    {
        using var directory = new JournalDirectory();
        using (var opened = directory.Open())
        {
            for (var number = 0; number < 50; number++)
            {
                opened.Journal.Append([JournalDirectory.Change($"a/{number}", "x")]);
            }
        }

        Assert.Equal(50, directory.Read("a").Count);
    }

    [Fact]
    public void Take_Twice_IsAFaultOfTheProgram()
    {
        var journal = StateJournal.InMemory();
        journal.Take("aws/iam");

        Assert.Throws<InvalidOperationException>(() => journal.Take("aws/iam"));
    }

    private static void Change(StateJournal journal, StateChange change)
    {
        using var segment = journal.Begin();
        journal.Append([change]);
    }

    private static Task OnAThreadOfItsOwn(Action action) => Task.Factory.StartNew(action, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static long CountRevisions(JournalDirectory directory)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = directory.Database, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM revisions";
        return (long)count.ExecuteScalar()!;
    }

    // Files as a killed process leaves them: nothing closed, nothing checkpointed.
    private static void CopyAsKilled(JournalDirectory from, JournalDirectory to)
    {
        foreach (var file in Directory.GetFiles(from.FullPath).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(Path.Combine(to.FullPath, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }

    private static Task Detached(Action action)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(action, Token);
        }
    }
}
