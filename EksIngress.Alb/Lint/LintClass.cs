using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Lint;

/// <summary>Whose an Ingress is. Without IngressClass objects the names and annotations have to tell.</summary>
internal sealed class LintClass
{
    public LintClass(LintObject source, Ingress ingress, LintWorld world)
    {
        Object = source;
        Ingress = ingress;
        Legacy = ingress.Metadata.Annotations.GetValueOrDefault(IngressAnnotations.LegacyClass);
        if (ingress.Metadata.DeletionTimestamp is not null)
        {
            return;
        }

        var known = world.Has("IngressClass");
        if (Legacy is null && !known)
        {
            IsPresumed = ingress.Spec.IngressClassName is { } name
                ? name == world.Configuration.IngressClass || source.HasAlbAnnotations
                : world.Configuration.IngressClass.Length == 0 || source.HasAlbAnnotations;
            Classified = IsPresumed ? new ClassifiedIngress(ingress, null) : null;
            return;
        }

        try
        {
            Classified = new IngressClassLoader(world.Configuration, world).Classify(ingress);
        }
        catch (AlbModelException exception)
        {
            Fault = exception.Message;
            Classified = new ClassifiedIngress(ingress, null);
        }

        // Nothing takes it; the annotations say what was meant, and the rest of it is worth a look.
        if (Classified is null && HasNoClass && source.HasAlbAnnotations)
        {
            IsPresumed = true;
            Classified = new ClassifiedIngress(ingress, null);
        }
    }

    public LintObject Object { get; }

    public Ingress Ingress { get; }

    /// <summary>Value of the annotation that came before classes.</summary>
    public string? Legacy { get; }

    public bool HasNoClass => Legacy is null && Ingress.Spec.IngressClassName is null;

    /// <summary>Nothing that was given says that it is the controller's.</summary>
    public bool IsPresumed { get; }

    /// <summary>The controller's text about a class that is invalid.</summary>
    public string? Fault { get; }

    /// <summary>Null when it is another controller's.</summary>
    public ClassifiedIngress? Classified { get; }
}
