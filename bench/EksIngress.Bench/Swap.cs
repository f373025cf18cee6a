using System.Globalization;

namespace EksIngress.Bench;

/// <summary>What a change of all rules took.</summary>
/// <param name="Wall">Milliseconds until the new rules were in force.</param>
/// <param name="Processor">Milliseconds of that in which its thread ran.</param>
/// <param name="Waiting">Milliseconds of that in which its thread could have run and no processor was free.</param>
/// <param name="Pause">Milliseconds of that in which the runtime held all threads to collect garbage.</param>
/// <param name="Generation">Oldest generation of garbage that was collected meanwhile; -1 for none.</param>
/// <param name="Promoted">Bytes that this collection found in use; 0 without one.</param>
/// <param name="Allocated">Bytes.</param>
internal sealed record Swap(double Wall, double Processor, double Waiting, double Pause, int Generation, long Promoted, long Allocated)
{
    /// <summary>Milliseconds that are neither waiting for a processor nor a collection of garbage: the work itself.</summary>
    public double Own => Math.Max(0, Wall - Waiting - Pause);

    /// <param name="line">As <see cref="ToString"/> writes it.</param>
    public static Swap Parse(string line) => line.Split(' ') is [var wall, var processor, var waiting, var pause, var generation, var promoted, var allocated]
        ? new Swap(Number(wall), Number(processor), Number(waiting), Number(pause), (int)Number(generation), (long)Number(promoted), (long)Number(allocated))
        : throw new BenchException($"No swap: {line}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Wall:F3} {Processor:F3} {Waiting:F3} {Pause:F3} {Generation} {Promoted} {Allocated}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
