using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Bench;

/// <summary>What a run of wrk found.</summary>
/// <param name="P50">Median latency.</param>
/// <param name="P99">99th percentile of latency.</param>
/// <param name="SocketErrors">Connections that could not be made, were lost or timed out.</param>
/// <param name="BadResponses">Responses other than 2xx and 3xx.</param>
internal sealed partial record Load(long Requests, double RequestsPerSecond, TimeSpan P50, TimeSpan P99, long SocketErrors, long BadResponses)
{
    // wrk takes as long as it was told, and a little more to end.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    /// <exception cref="BenchException">wrk did not run or said something else.</exception>
    public static Task<Load> RunAsync(int port, string path, int connections, int seconds, CancellationToken cancellationToken) =>
        RunAsync([$"http://127.0.0.1:{Number(port)}{path}"], connections, seconds, cancellationToken);

    /// <summary>As the other, with requests that a script of wrk's makes.</summary>
    /// <exception cref="BenchException">wrk did not run or said something else.</exception>
    public static Task<Load> RunAsync(int port, FileInfo script, int connections, int seconds, CancellationToken cancellationToken) =>
        RunAsync(["-s", script.FullName, $"http://127.0.0.1:{Number(port)}/"], connections, seconds, cancellationToken);

    private static async Task<Load> RunAsync(IEnumerable<string> what, int connections, int seconds, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("wrk", [
            "-t", Number(Math.Min(connections, Environment.ProcessorCount)),
            "-c", Number(connections),
            "-d", $"{Number(seconds)}s",
            "--latency",
            .. what,
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new BenchException("wrk did not start.");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(seconds) + Slack, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? Parse(output) : throw new BenchException($"wrk ended with {process.ExitCode}: {output}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Reads what wrk prints, for example <c>  12345 requests in 3.00s, 1.20MB read</c>.</summary>
    public static Load Parse(string output)
    {
        var errors = SocketErrorsLine().Match(output);
        var bad = BadResponsesLine().Match(output);
        return new Load(
            long.Parse(Value(RequestsLine(), output), CultureInfo.InvariantCulture),
            double.Parse(Value(RateLine(), output), CultureInfo.InvariantCulture),
            Duration(Value(MedianLine(), output)),
            Duration(Value(TailLine(), output)),
            errors.Success ? errors.Groups.Values.Skip(1).Sum(group => long.Parse(group.Value, CultureInfo.InvariantCulture)) : 0,
            bad.Success ? long.Parse(bad.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
    }

    private static string Value(Regex line, string output) =>
        line.Match(output) is { Success: true } match ? match.Groups[1].Value : throw new BenchException($"wrk said something else than expected:\n{output}");

    private static TimeSpan Duration(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture);
        return unit switch
        {
            "us" => TimeSpan.FromMicroseconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => throw new BenchException($"wrk gave a time as '{text}'."),
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(\d+) requests in ", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^Requests/sec:\s*([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex RateLine();

    [GeneratedRegex(@"^\s*50%\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex MedianLine();

    [GeneratedRegex(@"^\s*99%\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex TailLine();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex SocketErrorsLine();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex BadResponsesLine();
}
