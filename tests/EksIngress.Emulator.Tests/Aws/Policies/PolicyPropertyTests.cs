using System.Text.Json;
using CsCheck;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

/// <summary>What must hold for any policies and any request.</summary>
public sealed class PolicyPropertyTests
{
    private static readonly Gen<string> Action = Gen.OneOf("iam:GetRole", "iam:ListRoles", "ec2:RunInstances");
    private static readonly Gen<string> Resource = Gen.OneOf("arn:aws:iam::000000000000:role/a", "arn:aws:iam::000000000000:role/b", "*");
    private static readonly Gen<string> Keys = Gen.OneOf("", "aws:username=a", "aws:username=b;aws:TagKeys=x,y", "aws:RequestTag/team=a;aws:TagKeys=x", "ec2:InstanceType=m5.large");

    private static readonly Gen<string> Condition = Gen.OneOf(
        "",
        """,{"StringEquals":{"aws:username":"a"}}""",
        """,{"StringNotEquals":{"aws:username":"a"}}""",
        """,{"ForAllValues:StringEquals":{"aws:TagKeys":["x"]}}""",
        """,{"ForAnyValue:StringLike":{"aws:TagKeys":"?"}}""",
        """,{"Null":{"aws:RequestTag/team":"true"}}""",
        """,{"StringEquals":{"ec2:InstanceType":"m5.large"}}""",
        """,{"StringEquals":{"aws:RequestTag/team":"${aws:username}"}}""");

    private static readonly Gen<string> Statement =
        from effect in Gen.OneOf("Allow", "Deny")
        from action in Gen.OneOf("\"Action\":\"*\"", "\"Action\":\"iam:*\"", "\"Action\":\"iam:GetRole\"", "\"NotAction\":\"iam:List*\"")
        from resource in Gen.OneOf("\"Resource\":\"*\"", "\"Resource\":\"arn:aws:iam::*:role/a\"", "\"NotResource\":\"arn:aws:iam::000000000000:role/${aws:username}\"")
        from condition in Condition
        select $$"""{"Effect":"{{effect}}",{{action}},{{resource}}{{(condition.Length == 0 ? "" : ",\"Condition\":" + condition[1..])}}}""";

    private static readonly Gen<(string[] Statements, string Action, string Resource, string Keys)> Case =
        Gen.Select(Statement.Array[1, 5], Action, Resource, Keys);

    [Fact]
    public void Evaluate_OneMoreDeny_NeverAllowsMore() =>
        Gen.Select(Case, Statement).Sample((request, extra) =>
        {
            var more = request with { Statements = [.. request.Statements, extra.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)] };
            return IsAllowed(request) || !IsAllowed(more);
        }, iter: 20_000);

    [Fact]
    public void Evaluate_OneMoreAllow_NeverLiftsAnExplicitDeny() =>
        Gen.Select(Case, Statement).Sample((request, extra) =>
        {
            var more = request with { Statements = [.. request.Statements, extra.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal)] };
            return Decide(request) != PolicyEffect.ExplicitlyDenied || Decide(more) == PolicyEffect.ExplicitlyDenied;
        }, iter: 20_000);

    [Fact]
    public void Evaluate_StatementsInAnotherOrderOrInSeveralPolicies_DecidesTheSame() =>
        Case.Sample(
            request =>
            {
                var reversed = request with { Statements = [.. request.Statements.Reverse()] };
                var apart = PolicyEvaluator.Evaluate(
                    new PrincipalPolicies([.. request.Statements.Select(Policy)], null, null), request.Action, request.Resource, Contexts.Of(request.Keys)).Effect;
                return Decide(request) == Decide(reversed) && Decide(request) == apart;
            },
            iter: 20_000);

    [Fact]
    public void Evaluate_WithABoundary_IsAllowedOnlyByBoth() =>
        Gen.Select(Case, Statement.Array[1, 3]).Sample((request, boundary) =>
        {
            var bounded = PolicyEvaluator.Evaluate(
                new PrincipalPolicies([Policy(string.Join(',', request.Statements))], Policy(string.Join(',', boundary)), null),
                request.Action, request.Resource, Contexts.Of(request.Keys)).IsAllowed;
            return bounded == (IsAllowed(request) && IsAllowed(request with { Statements = boundary }));
        }, iter: 20_000);

    /// <summary>Cut, doubled and changed documents are refused as such or read; nothing else is thrown.</summary>
    [Fact]
    public void Parse_MutatedDocument_ThrowsNothingButPolicyFormatException() =>
        Gen.Select(Statement.Array[1, 3], Gen.Int[0, 600], Gen.Int[0, 40], Gen.String[0, 8], Gen.Bool).Sample((statements, at, length, text, trust) =>
        {
            var json = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
            var start = Math.Min(at, json.Length);
            var mutated = json[..start] + text + json[Math.Min(json.Length, start + length)..];
            try
            {
                _ = PolicyDocumentParser.Parse(mutated, trust ? PolicyKind.Trust : PolicyKind.Identity);
                using var read = JsonDocument.Parse(mutated);
            }
            catch (PolicyFormatException)
            {
            }
        }, iter: 20_000);

    private static bool IsAllowed((string[] Statements, string Action, string Resource, string Keys) request) => Decide(request) == PolicyEffect.Allowed;

    private static PolicyEffect Decide((string[] Statements, string Action, string Resource, string Keys) request) =>
        PolicyEvaluator.Evaluate(
            new PrincipalPolicies([Policy(string.Join(',', request.Statements))], null, null), request.Action, request.Resource, Contexts.Of(request.Keys)).Effect;

    private static NamedPolicy Policy(string statements) =>
        new("P", PolicyDocumentParser.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", PolicyKind.Identity));
}
