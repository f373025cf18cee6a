using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>A parsed policy; made by <see cref="PolicyDocumentParser"/> only, so what is here has a meaning.</summary>
/// <param name="HasVariables">True for version 2012-10-17: in older documents <c>${…}</c> is plain text.</param>
internal sealed record PolicyDocument(bool HasVariables, ImmutableArray<PolicyStatement> Statements);
