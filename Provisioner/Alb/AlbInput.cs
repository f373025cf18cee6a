using EksIngress.Alb.Plans;

namespace EksIngress.Provisioner.Alb;

/// <summary>What an <c>alb</c> command was given.</summary>
/// <param name="Facts">Null when nothing is known of the account.</param>
/// <param name="Namespace">Namespace of objects that name none.</param>
internal sealed record AlbInput(IReadOnlyList<ManifestObject> Manifests, AwsFacts? Facts, ControllerFlags Flags, string Namespace);
