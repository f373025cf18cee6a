#nullable enable
namespace EksIngress.StandIns.Aws;

/// <summary>Name of a member on the wire where the rule (query: the property's name; JSON: first letter lowered) does not give it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
