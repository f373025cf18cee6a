using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Runs a target on one input after the other, for a time, and keeps those that something is wrong with.</summary>
internal sealed class FuzzRun(FuzzTarget target, Coverage coverage, int seed, string folder)
{
    private const int MaxFindings = 5;
    private const int MaxCorpus = 4000;

    /// <summary>As small as the stack of a thread that serves requests: what overflows it there does so here.</summary>
    private const int StackBytes = 1536 * 1024;
    private const int LongestBytes = 256 * 1024;

    // A run may be kept waiting by others on the machine: one that seems slow is run again, and the fastest counts.
    private static readonly TimeSpan SlowRun = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _findings = new(StringComparer.Ordinal);

    /// <summary>Inputs that were run.</summary>
    public long Runs { get; private set; }

    /// <summary>Inputs that the parser took.</summary>
    public long Accepted { get; private set; }

    public IReadOnlyCollection<string> Findings => _findings;

    /// <param name="args">What follows <c>fuzz</c>.</param>
    /// <returns>0: nothing found; 1: something; 2: wrong arguments.</returns>
    public static int Run(string[] args)
    {
        if (FuzzOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(FuzzOptions.Usage);
            return 2;
        }

        var folder = options.Folder ?? Directory.CreateTempSubdirectory("eksingress-fuzz-").FullName;
        Directory.CreateDirectory(folder);
        var found = 0;
        foreach (var name in options.Parsers)
        {
            // Before the target: instrumented code counts from its first step.
            using var coverage = new Coverage();
            using var target = FuzzTargets.Create(name);
            var run = new FuzzRun(target, coverage, options.Seed, folder);
            if (options.Input is { } input)
            {
                Console.WriteLine($"{name}: {(target.Run(File.ReadAllBytes(input)) ? "taken" : "refused")}");
                continue;
            }

            run.ForTime(TimeSpan.FromSeconds(options.Seconds));
            found += run.Findings.Count;
        }

        return found == 0 ? 0 : 1;
    }

    /// <summary>Runs for that long, then says how it went.</summary>
    public void ForTime(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var corpus = OnSmallStack(() => Loop(() => watch.Elapsed < time));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {Runs} inputs in {watch.Elapsed.TotalSeconds:F0} s with seed {seed}, {Accepted} taken, {corpus} kept, {(coverage.Branches == 0 ? "not instrumented" : $"{coverage.Branches} branches")}, {_findings.Count} findings"));
        foreach (var finding in _findings)
        {
            Console.WriteLine($"  {finding}");
        }
    }

    /// <summary>Runs that many inputs.</summary>
    public void ForInputs(int count) => OnSmallStack(() => Loop(() => Runs < count));

    private static int OnSmallStack(Func<int> work)
    {
        var result = 0;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
#pragma warning disable CA1031 // Thrown again below, where it is seen.
                try
                {
                    result = work();
                }
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failure = exception;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException("The fuzzer failed.", failure);
    }

    private int Loop(Func<bool> goesOn)
    {
        // What kills the process is found here afterwards: in pages that the system keeps.
        using var current = MemoryMappedFile.CreateFromFile(Path.Combine(folder, $"{target.Name}-current.bin"), FileMode.Create, null, LongestBytes + sizeof(int));
        using var view = current.CreateViewAccessor();
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Words);
        var corpus = new List<byte[]>(target.Seeds);
        foreach (var start in target.Seeds)
        {
            RunOne(start);
        }

        while (goesOn() && _findings.Count < MaxFindings)
        {
            var input = mutator.Mutate(corpus);
            view.Write(0, input.Length);
            view.WriteArray(sizeof(int), input, 0, input.Length);
            if (RunOne(input) && corpus.Count < MaxCorpus)
            {
                corpus.Add(input);
            }
        }

        return corpus.Count;
    }

    private bool RunOne(byte[] input)
    {
        Runs++;
        coverage.Begin();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
#pragma warning disable CA1031 // Whatever is thrown is what this program looks for.
        try
        {
            Accepted += target.Run(input) ? 1 : 0;
        }
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Keep(input, $"{exception.GetType().Name}: {exception.Message}", $"{exception.GetType().Name} {exception.StackTrace?.Split('\n')[0].Trim()}");
            return false;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (elapsed > SlowRun && Fastest(input) is var fastest && fastest > SlowRun)
        {
            Keep(input, $"took {fastest.TotalSeconds:F1} s", "slow");
        }

        if (allocated > target.MaxAllocatedBytes)
        {
            Keep(input, $"allocated {allocated} bytes", "large");
        }

        return coverage.End();
    }

    private TimeSpan Fastest(byte[] input) => Enumerable.Range(0, 3).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        target.Run(input);
        return Stopwatch.GetElapsedTime(started);
    });

    private void Keep(byte[] input, string what, string place)
    {
        if (_findings.Any(finding => finding.EndsWith(place, StringComparison.Ordinal)))
        {
            return;
        }

        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{seed}-{_findings.Count + 1}.bin"));
        File.WriteAllBytes(file, input);
        _findings.Add($"{what} [{file}] {place}");
    }
}
