using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Whose an Ingress is: the commonest reason why nothing happens.</summary>
internal static class ClassRules
{
    private const string LegacySource = Docs.IngressClass + "#deprecated-kubernetesioingressclass-annotation";

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB020", "No class", Docs.IngressClass, NoClass),
        Warns("ALB021", "Annotations for an Ingress of another class", Docs.IngressClass, OtherClass),
        Warns("ALB022", "Two ways to name the class", LegacySource, TwoClasses),
        Tells("ALB023", "The old way to name the class", LegacySource, OldWay),
        Refused("ALB024", "The IngressClass does not exist", Docs.IngressClass, ClassMissing, LintNeeds.IngressClasses),
        Refused("ALB025", "The IngressClassParams do not exist", Docs.IngressClass, ParamsMissing, LintNeeds.IngressClassParams),
        Refused("ALB026", "Parameters of another kind", Docs.IngressClass, UnknownParams, LintNeeds.IngressClasses),
        Refused("ALB027", "The class is not for this namespace", Docs.IngressClass + "#specnamespaceselector", Namespaces, LintNeeds.Namespaces),
        Fails("ALB028", "Two default classes", Docs.IngressClass, TwoDefaults, LintNeeds.IngressClasses),
        Warns("ALB029", "A controller name that nobody claims", Docs.IngressClass, ControllerNames, LintNeeds.IngressClasses),
    ];

    private static IEnumerable<LintFault> NoClass(LintWorld world)
    {
        foreach (var found in world.Classes.Where(found => found.HasNoClass && found.Object.HasAlbAnnotations && found.Fault is null))
        {
            if (world.Configuration.IngressClass.Length > 0 && (found.IsPresumed || found.Classified is null))
            {
                yield return found.Object.Fault(
                    found.Object.At("spec") is null ? "" : "/spec",
                    "the Ingress names no class; unless the cluster has a default IngressClass for ALBs, the controller passes it over without an event",
                    $"add spec.ingressClassName: {world.Configuration.IngressClass}");
            }
        }
    }

    private static IEnumerable<LintFault> OtherClass(LintWorld world)
    {
        foreach (var found in world.Classes.Where(found => found.Classified is null && found.Object.HasAlbAnnotations && !found.HasNoClass))
        {
            if (found.Ingress.Metadata.DeletionTimestamp is not null)
            {
                continue;
            }

            yield return found.Legacy is { } legacy
                ? found.Object.Fault(
                    JsonPointer.Annotation(IngressAnnotations.LegacyClass),
                    $"annotation {IngressAnnotations.LegacyClass} is '{legacy}', the controller claims '{world.Configuration.IngressClass}': no load balancer, no event",
                    $"remove the annotation and set spec.ingressClassName: {world.Configuration.IngressClass}, or remove the {IngressAnnotations.Prefix} annotations")
                : found.Object.Fault(
                    "/spec/ingressClassName",
                    $"IngressClass {found.Ingress.Spec.IngressClassName} is for controller '{ControllerOf(found, world)}': no load balancer, no event",
                    $"name a class of controller {IngressClass.AlbController}, or remove the {IngressAnnotations.Prefix} annotations");
        }
    }

    private static string ControllerOf(LintClass found, LintWorld world) => world.ClassObjects
        .FirstOrDefault(pair => pair.Object.Name == found.Ingress.Spec.IngressClassName).Class?.Spec.Controller ?? "";

    private static IEnumerable<LintFault> TwoClasses(LintWorld world) => world.Classes
        .Where(found => found is { Legacy: not null, Classified: not null, Ingress.Spec.IngressClassName: not null })
        .Select(found => found.Object.Fault(
            JsonPointer.Annotation(IngressAnnotations.LegacyClass),
            $"annotation {IngressAnnotations.LegacyClass}: {found.Legacy} wins over spec.ingressClassName: {found.Ingress.Spec.IngressClassName}; the class's IngressClassParams do not apply",
            $"remove the annotation {IngressAnnotations.LegacyClass}"));

    private static IEnumerable<LintFault> OldWay(LintWorld world) => world.Classes
        .Where(found => found is { Legacy: not null, Classified: not null, Ingress.Spec.IngressClassName: null })
        .Select(found => found.Object.Fault(
            JsonPointer.Annotation(IngressAnnotations.LegacyClass),
            $"the class is named by the annotation {IngressAnnotations.LegacyClass}: {found.Legacy}, which is deprecated and applies no IngressClassParams",
            "replace the annotation by spec.ingressClassName"));

    private static IEnumerable<LintFault> ClassMissing(LintWorld world)
    {
        foreach (var found in world.Classes.Where(found => found.Legacy is null && found.Ingress.Spec.IngressClassName is not null && world.Has("IngressClass")))
        {
            var name = found.Ingress.Spec.IngressClassName!;
            if (world.ClassObjects.All(pair => pair.Object.Name != name) && !world.OfKind("IngressClass").Any(item => item.Name == name))
            {
                var nearest = EditDistance.Nearest(name, world.ClassObjects.Select(pair => pair.Object.Name));
                yield return found.Object.Fault(
                    "/spec/ingressClassName",
                    $"IngressClass {name} is not among the objects ({string.Join(", ", world.ClassObjects.Select(pair => pair.Object.Name))})",
                    nearest is null ? $"add the IngressClass, with controller {IngressClass.AlbController}" : $"write ingressClassName: {nearest}");
            }
        }
    }

    private static IEnumerable<(LintObject Object, IngressClass Class)> AlbClasses(LintWorld world) =>
        world.ClassObjects.Where(pair => pair.Class.Spec.Controller == IngressClass.AlbController);

    private static bool IsKnown(IngressClass.ParametersReference reference) =>
        reference is { ApiGroup: "elbv2.k8s.aws", Kind: "IngressClassParams" };

    private static IEnumerable<LintFault> ParamsMissing(LintWorld world)
    {
        foreach (var (item, found) in AlbClasses(world))
        {
            if (found.Spec.Parameters is { } reference && IsKnown(reference) &&
                world.Has("IngressClassParams") && !world.OfKind("IngressClassParams").Any(candidate => candidate.Name == reference.Name))
            {
                yield return item.Fault(
                    "/spec/parameters/name",
                    $"IngressClassParams {reference.Name} is not among the objects; Ingresses of class {item.Name} are refused",
                    "add the IngressClassParams, or remove spec.parameters");
            }
        }
    }

    private static IEnumerable<LintFault> UnknownParams(LintWorld world)
    {
        foreach (var (item, found) in AlbClasses(world))
        {
            if (found.Spec.Parameters is { } reference && !IsKnown(reference))
            {
                yield return item.Fault(
                    "/spec/parameters",
                    $"spec.parameters names {reference.ApiGroup ?? "no apiGroup"} {reference.Kind}: 'IngressClass {item.Name} references unknown parameters'",
                    "write apiGroup: elbv2.k8s.aws and kind: IngressClassParams");
            }
        }
    }

    private static IEnumerable<LintFault> Namespaces(LintWorld world)
    {
        foreach (var found in world.Classes)
        {
            var reference = world.ClassObjects.FirstOrDefault(pair => pair.Object.Name == found.Ingress.Spec.IngressClassName).Class?.Spec.Parameters;
            if (found.Legacy is null && reference is not null && world.FindIngressClassParams(reference.Name)?.Spec.NamespaceSelector is { } selector &&
                world.FindNamespaceLabels(found.Object.Namespace) is { } labels && Lenient.Read(() => (object?)selector.Matches(labels)) is false)
            {
                yield return found.Object.Fault(
                    "/spec/ingressClassName",
                    $"IngressClassParams {reference.Name} of class {found.Ingress.Spec.IngressClassName} select namespaces by label, and namespace {found.Object.Namespace} has not got them",
                    $"label the namespace ({string.Join(", ", selector.MatchLabels.Select(pair => $"{pair.Key}={pair.Value}"))}), or use another class");
            }
        }
    }

    private static IEnumerable<LintFault> TwoDefaults(LintWorld world)
    {
        var defaults = world.ClassObjects.Where(pair => pair.Object.Annotations.GetValueOrDefault(IngressAnnotations.DefaultClass) == "true").ToList();
        return defaults.Skip(1).Select(pair => pair.Object.Fault(
            JsonPointer.Annotation(IngressAnnotations.DefaultClass),
            $"IngressClasses {string.Join(" and ", defaults.Select(found => found.Object.Name))} are all the default: 'multiple default IngressClasses found' for every Ingress without a class",
            $"leave {IngressAnnotations.DefaultClass} at one class"));
    }

    private static IEnumerable<LintFault> ControllerNames(LintWorld world) => world.ClassObjects
        .Where(pair => pair.Class.Spec.Controller != IngressClass.AlbController &&
            EditDistance.Between(pair.Class.Spec.Controller, IngressClass.AlbController) <= 6)
        .Select(pair => pair.Object.Fault(
            "/spec/controller",
            $"controller {pair.Class.Spec.Controller} is close to {IngressClass.AlbController}, but no controller claims it",
            $"delete the IngressClass (the field cannot be changed) and create it with controller: {IngressClass.AlbController}"));
}
