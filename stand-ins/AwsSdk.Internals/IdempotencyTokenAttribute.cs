#nullable enable
namespace EksIngress.StandIns.Aws;

/// <summary>The member gets a new token when the caller gave none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdempotencyTokenAttribute : Attribute;
