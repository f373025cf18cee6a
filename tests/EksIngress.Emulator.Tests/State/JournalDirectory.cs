using EksIngress.Emulator.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Tests.State;

/// <summary>A folder with state in it, which goes with the test.</summary>
internal sealed class JournalDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("eksingress-state-").FullName;

    public string Database => Path.Combine(FullPath, "emulator.db");

    public string Key => Path.Combine(FullPath, "emulator.key");

    public Lifetime Application { get; } = new();

    /// <summary>Opens the journal, writes, closes it.</summary>
    public void Write(params IEnumerable<(string Name, string? Value)> rows)
    {
        using var opened = Open();
        foreach (var (name, value) in rows)
        {
            opened.Journal.Append([Change(name, value)]);
        }
    }

    /// <summary>What rows below a name the next run finds.</summary>
    public IReadOnlyDictionary<string, string> Read(string holder)
    {
        using var opened = Open();
        return opened.Journal.Take(holder).ToDictionary(row => row.Key, row => System.Text.Encoding.UTF8.GetString(row.Value), StringComparer.Ordinal);
    }

    public Opened Open()
    {
        var directory = new EmulatorDirectory(Options.Create(new EmulatorOptions { Directory = FullPath }));
        try
        {
            return new Opened(directory, StateJournal.Open(directory, Application, NullLogger<StateJournal>.Instance));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public static StateChange Change(string name, string? value) => new(name, value is null ? null : () => System.Text.Encoding.UTF8.GetBytes(value));

    public void Dispose()
    {
        Application.Dispose();
        Directory.Delete(FullPath, recursive: true);
    }

    internal sealed record Opened(EmulatorDirectory Directory, StateJournal Journal) : IDisposable
    {
        public void Dispose()
        {
            Journal.Dispose();
            Directory.Dispose();
        }
    }

    /// <summary>Says whether the emulator was told to stop.</summary>
    internal sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
