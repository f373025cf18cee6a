using System.Globalization;

namespace EksIngress.Bench.Fuzzing;

/// <param name="Parsers">Names of targets.</param>
/// <param name="Seconds">For each.</param>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Folder">Where inputs go that something is wrong with; a new folder when null.</param>
internal sealed record FuzzOptions(IReadOnlyList<string> Parsers, int Seconds, int Seed, string? Folder)
{
    public static string Usage => $"""
        usage: EksIngress.Bench fuzz [--parser NAME|all] [--seconds 10] [--seed 1] [--findings FOLDER]
          parsers: {string.Join(", ", FuzzTargets.Names)}
               EksIngress.Bench fuzz --parser NAME --input FILE
          runs one input again
        """;

    /// <summary>An input to run again; null for a run of new ones.</summary>
    public string? Input { get; init; }

    /// <summary>Null when an argument is not known or has a bad value.</summary>
    public static FuzzOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new FuzzOptions(FuzzTargets.Names, Seconds: 10, Seed: 1, Folder: null);
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            var changed = args[i] switch
            {
                "--parser" when value == "all" => options,
                "--parser" when FuzzTargets.Names.Contains(value) => options with { Parsers = [value] },
                "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400 => options with { Seconds = seconds },
                "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => options with { Seed = seed },
                "--findings" when value.Length > 0 => options with { Folder = value },
                "--input" when File.Exists(value) => options with { Input = value },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }
}
