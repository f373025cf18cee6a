using System.Globalization;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Commands;

/// <summary>One line per change of a step, with the time since the run began.</summary>
internal sealed class ProgressWriter(TextWriter output, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _lock = new();

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Report(StepProgress progress)
    {
        var text = progress.Kind switch
        {
            StepProgressKind.Done => $"ready: {progress.Text} ({Seconds(progress.Elapsed)})",
            StepProgressKind.Waiting => $"waits: {progress.Text}",
            StepProgressKind.Retrying => $"tries again: {progress.Text}",
            StepProgressKind.Failed => $"failed: {progress.Text}",
            _ => progress.Text,
        };
        lock (_lock)
        {
            output.WriteLine($"{Seconds(Elapsed),9}  {progress.Step,-18} {text}");
        }
    }

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
