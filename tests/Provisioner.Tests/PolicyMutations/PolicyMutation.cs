using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>A change of the controller's policy, and the call that then is the first to be denied.</summary>
/// <param name="Statement">Place of the statement that is changed.</param>
/// <param name="Change">What the row calls it: an action that is taken away, or another change.</param>
/// <param name="FirstDenied">For example <c>ec2:CreateTags</c>.</param>
/// <param name="Situation">What makes the controller come to that call.</param>
/// <param name="Apply">Changes the statement, or takes it out of the list.</param>
internal sealed record PolicyMutation(int Statement, string Change, string FirstDenied, Situation Situation, Action<JsonArray, JsonNode> Apply)
{
    private const string Statements = "Statement";

    /// <summary>Tells the rows apart.</summary>
    public string Name => $"{Statement} {Change}";

    /// <summary>Takes an action out of a statement; with its last one the statement goes.</summary>
    public static PolicyMutation Without(int statement, string action, Situation situation) => new(statement, action, action, situation, (statements, changed) =>
    {
        var actions = changed["Action"]!.AsArray();
        Assert.True(actions.Remove(actions.FirstOrDefault(item => (string?)item == action)), $"Statement {statement} has no {action}.");
        if (actions.Count == 0)
        {
            statements.Remove(changed);
        }
    });

    /// <summary>Takes a whole statement out.</summary>
    public static PolicyMutation WithoutAll(int statement, string firstDenied, Situation situation) =>
        new(statement, "all of it", firstDenied, situation, (statements, changed) => statements.Remove(changed));

    /// <summary>Gives a condition key of a statement another value.</summary>
    public static PolicyMutation WithCondition(int statement, string operation, string key, JsonNode value, string firstDenied, Situation situation) =>
        new(statement, $"{operation} {key} {value.ToJsonString()}", firstDenied, situation, (_, changed) =>
        {
            var keys = changed["Condition"]![operation]!.AsObject();
            Assert.True(keys.ContainsKey(key), $"Statement {statement} has no condition on {key}.");
            keys[key] = value.DeepClone();
        });

    /// <summary>The policy with the change.</summary>
    public string Mutate(string document)
    {
        var policy = JsonNode.Parse(document)!;
        var statements = policy[Statements]!.AsArray();
        Apply(statements, statements[Statement]!);
        return policy.ToJsonString();
    }
}
