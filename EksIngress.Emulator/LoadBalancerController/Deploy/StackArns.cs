using EksIngress.Alb.Stacks;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What the references of a stack stand for, filled while it is deployed.</summary>
internal sealed class StackArns
{
    private readonly Dictionary<StackValue, string> _values = [];

    public void Set(StackValue reference, string value) => _values[reference] = value;

    /// <exception cref="InvalidOperationException">Something is used before it was deployed.</exception>
    public string Resolve(StackValue value) => value switch
    {
        StackValue.Literal literal => literal.Value,
        _ => _values.GetValueOrDefault(value) ?? throw new InvalidOperationException($"{value} is used before it was deployed"),
    };
}
