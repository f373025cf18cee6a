using System.Text.RegularExpressions;

namespace EksIngress.Hosting.Local;

/// <summary>Reads the provisioner's console: its progress as it comes, and its last words.</summary>
internal sealed partial class ProvisionerLog(ResourceLoggerService loggers, TimeProvider time)
{
    private const int KeptLines = 5;

    /// <summary>The end of a process is known before its last lines are read; so long are they waited for.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private const int MaxSilences = 10;

    private readonly Lock _lock = new();
    private readonly Queue<string> _errors = new();
    private int _count;

    /// <summary>Follows the console of a process until it is told to stop, and reports each line that says what a step did.</summary>
    public async Task FollowAsync(string resourceId, Func<string, Task> onProgress, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in loggers.WatchAsync(resourceId).WithCancellation(cancellationToken))
            {
                foreach (var line in batch)
                {
                    var text = Timestamp().Replace(line.Content, "");
                    Keep(text, line.IsErrorMessage);
                    if (!line.IsErrorMessage && Progress().IsMatch(text))
                    {
                        await onProgress(Spaces().Replace(text.Trim(), " "));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended, or the application ends.
        }
    }

    /// <summary>The last lines on its error stream; empty when it said nothing there.</summary>
    public async Task<string> LastErrorsAsync(CancellationToken cancellationToken)
    {
        for (var (silences, seen) = (0, -1); silences < MaxSilences && seen != Count(); silences++)
        {
            seen = Count();
            await Task.Delay(Silence, time, cancellationToken);
        }

        lock (_lock)
        {
            return string.Join('\n', _errors);
        }
    }

    private int Count()
    {
        lock (_lock)
        {
            return _count;
        }
    }

    private void Keep(string text, bool isError)
    {
        lock (_lock)
        {
            _count++;
            if (isError && text.Length > 0)
            {
                _errors.Enqueue(text);
                while (_errors.Count > KeptLines)
                {
                    _errors.Dequeue();
                }
            }
        }
    }

    /// <summary><c>2026-11-24T18:02:24.123Z </c>, which the orchestrator puts before each line.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d) ")]
    private static partial Regex Timestamp();

    /// <summary>What a line says of a step: its name, and what became of it. Null for any other line.</summary>
    public static (string Step, string Text)? FindStep(string line) =>
        Progress().Match(line) is { Success: true } match ? (match.Groups["step"].Value, match.Groups["text"].Value.TrimEnd()) : null;

    /// <summary><c>    12.3 s  cluster            ready: shop is ACTIVE (9.8 s)</c></summary>
    [GeneratedRegex(@"^\s*\d+(\.\d+)? s\s{1,2}(?<step>\S+)\s+(?<text>\S.*)")]
    private static partial Regex Progress();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
