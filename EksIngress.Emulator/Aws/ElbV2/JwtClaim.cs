using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A claim that a jwt-validation action asks for beside issuer and times.</summary>
/// <param name="Format"><c>single-string</c>, <c>string-array</c> or <c>space-separated-values</c>.</param>
/// <param name="Values">1 to 10.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionAdditionalClaim.html</remarks>
internal sealed record JwtClaim(string Format, string Name, ImmutableArray<string> Values)
{
    public bool Equals(JwtClaim? other) => other is not null && (Format, Name) == (other.Format, other.Name) && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Format, Name, Values.Length);
}
