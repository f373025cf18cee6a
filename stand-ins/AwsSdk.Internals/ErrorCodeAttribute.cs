#nullable enable
namespace EksIngress.StandIns.Aws;

/// <summary>Code of an error on the wire where it is neither the exception's name nor that name without <c>Exception</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ErrorCodeAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}
