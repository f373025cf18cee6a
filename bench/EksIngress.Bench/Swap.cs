using System.Globalization;

namespace EksIngress.Bench;

/// <summary>What a change of all rules took.</summary>
/// <param name="Wall">Milliseconds until the new rules were in force.</param>
/// <param name="Processor">Milliseconds of that in which its thread ran.</param>
/// <param name="Pause">Milliseconds of that in which the runtime held all threads to collect garbage.</param>
/// <param name="Preemptions">How often another thread ran in its place.</param>
/// <param name="Allocated">Bytes.</param>
internal sealed record Swap(double Wall, double Processor, double Pause, long Preemptions, long Allocated)
{
    /// <param name="line">As <see cref="ToString"/> writes it.</param>
    public static Swap Parse(string line) => line.Split(' ') is [var wall, var processor, var pause, var preemptions, var allocated]
        ? new Swap(Number(wall), Number(processor), Number(pause), (long)Number(preemptions), (long)Number(allocated))
        : throw new BenchException($"No swap: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:F3} {Processor:F3} {Pause:F3} {Preemptions} {Allocated}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
