using System.Globalization;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What of a rule only those requests need that come to it. The API has made sure that it compiles.</summary>
internal sealed class CompiledMatch(ListenerRule rule)
{
    public CompiledCondition[] Conditions { get; } = CompiledCondition.Compile(rule.Conditions);

    /// <inheritdoc cref="CompiledRule.Transforms"/>
    public CompiledTransforms? Transforms { get; } = RuleProgram.Compile(rule.Transforms);

    /// <inheritdoc cref="CompiledRule.PriorityText"/>
    public string PriorityText { get; } = rule.Priority?.ToString(CultureInfo.InvariantCulture) ?? "default";
}
