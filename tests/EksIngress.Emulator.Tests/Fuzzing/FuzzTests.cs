using EksIngress.Bench.Fuzzing;

namespace EksIngress.Emulator.Tests.Fuzzing;

/// <summary>A short run of every fuzzing target, always with the same inputs. bench/fuzz.sh runs them for longer, and guided by coverage.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Parsers => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Parser_MutatedInputs_KeepsWhatMustHold(string parser)
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-fuzz-").FullName;
        try
        {
            using var coverage = new Coverage();
            using var target = FuzzTargets.Create(parser);
            var run = new FuzzRun(target, coverage, seed: 20261126, folder);

            run.ForInputs(target.ShortRun);

            Assert.Empty(run.Findings);
            Assert.Equal(target.ShortRun, run.Runs);
            Assert.True(run.Accepted > 0, "No input was taken.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
