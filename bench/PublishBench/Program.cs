using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PublishBench;

// In this process: the repository's build rules are not for generated projects.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10);
var summary = BenchmarkRunner.Run<Publishing>(DefaultConfig.Instance.AddJob(job), args);
if (summary is null)
{
    return 1;
}

// Growth: a publish that is linear takes ten times as long for ten times the workloads.
Console.WriteLine($"{"method",-10}{"workloads",12}{"ms",12}{"ms a workload",16}{"KiB a workload",17}{"of the smallest",18}");
foreach (var reports in summary.Reports.GroupBy(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name))
{
    double? smallest = null;
    foreach (var report in reports.OrderBy(Workloads))
    {
        var count = Workloads(report);
        var milliseconds = report.ResultStatistics!.Median / 1e6;
        smallest ??= milliseconds / count;
        var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reports.Key,-10}{count,12}{milliseconds,12:F2}{milliseconds / count,16:F4}{allocated / 1024d / count,17:F1}{milliseconds / count / smallest.Value,18:F2}"));
    }
}

return 0;

static int Workloads(BenchmarkDotNet.Reports.BenchmarkReport report) => (int)report.BenchmarkCase.Parameters[nameof(Publishing.Workloads)];
