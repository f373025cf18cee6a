using System.Text.Json;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

/// <summary>
/// <c>testassets/policies/cases.json</c>: policies, most of them after an example of the IAM user guide (<c>source</c> is its page), and
/// questions: action | resource | condition keys | decision.
/// </summary>
public sealed class PolicyCasesTests
{
    private static readonly JsonElement Cases = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testassets", "policies", "cases.json"))).RootElement;

    public static IEnumerable<TheoryDataRow<string, string>> Questions() =>
        from entry in Cases.EnumerateArray()
        from question in entry.GetProperty("questions").EnumerateArray()
        select new TheoryDataRow<string, string>(entry.GetProperty("name").GetString()!, question.GetString()!);

    [Theory]
    [MemberData(nameof(Questions))]
    public void Evaluate_Question_DecidesAsDocumented(string name, string question)
    {
        var entry = Cases.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        var version = entry.TryGetProperty("version", out var given) ? given.GetString() : "2012-10-17";
        var document = PolicyDocumentParser.Parse(
            $$"""{"Version":"{{version}}","Statement":{{entry.GetProperty("statements").GetRawText()}}}""", PolicyKind.Identity);
        var parts = question.Split('|', StringSplitOptions.TrimEntries);

        var decision = PolicyEvaluator.Evaluate(
            new PrincipalPolicies([new NamedPolicy("P", document)], null, null), parts[0], parts[1], Contexts.Of(parts[2]));

        var expected = parts[3] switch
        {
            "allowed" => PolicyEffect.Allowed,
            "implicitDeny" => PolicyEffect.ImplicitlyDenied,
            "explicitDeny" => PolicyEffect.ExplicitlyDenied,
            var unknown => throw new InvalidOperationException($"{unknown} is no decision."),
        };
        Assert.Equal(expected, decision.Effect);
    }

    [Fact]
    public void Cases_AllOfThem_AreAtLeast150() => Assert.True(Questions().Count() >= 150, $"{Questions().Count()} questions");
}
