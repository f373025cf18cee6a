using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Values that a group has once: any member may set them, all that do must agree.</summary>
internal static class GroupSettings
{
    /// <summary>Distinct values, those of class parameters in place of the annotation, in ordinal order.</summary>
    /// <param name="fromClass">Null when the class leaves the choice to the annotation.</param>
    public static IReadOnlyList<string> Distinct(
        IngressGroup group, string annotation, Func<IngressClassParams.Specification, string?> fromClass) =>
        [.. group.Members
            .Select(member => (member.ClassParams is { } parameters ? fromClass(parameters.Spec) : null) ?? member.Annotations.FindString(annotation))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(Utf8Comparer.Instance)];

    /// <summary>A list that is the same in every member that has it; null when none has.</summary>
    /// <param name="same">Whether two members agree.</param>
    /// <exception cref="AlbModelException">Two members disagree.</exception>
    public static IReadOnlyList<string>? FindList(
        IngressGroup group, string annotation, string conflict, Func<IReadOnlyList<string>, IReadOnlyList<string>, bool> same)
    {
        IReadOnlyList<string>? agreed = null;
        foreach (var list in group.Members.Select(member => member.Annotations.FindStrings(annotation)).OfType<IReadOnlyList<string>>())
        {
            agreed ??= list;
            if (!same(agreed, list))
            {
                throw new AlbModelException($"{conflict}: {GoText.List(agreed)} | {GoText.List(list)}");
            }
        }

        return agreed;
    }

    /// <summary>Equal, in whatever order.</summary>
    public static bool SameInAnyOrder(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        SameInOrder([.. left.Order(StringComparer.Ordinal)], [.. right.Order(StringComparer.Ordinal)]);

    /// <summary>Equal, in the same order.</summary>
    public static bool SameInOrder(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(right, StringComparer.Ordinal);

    /// <summary>Union of a map over the members, later ones winning where a difference is allowed.</summary>
    /// <param name="mustAgree">Whether two values of a key are a conflict.</param>
    /// <exception cref="AlbModelException">Two members give one key different values.</exception>
    public static IReadOnlyDictionary<string, string> MergeMaps(
        IngressGroup group, string annotation, string conflict, Func<string, bool> mustAgree)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in group.Members.SelectMany(member => member.Annotations.FindMap(annotation) ?? NoStrings.Map))
        {
            if (merged.TryGetValue(key, out var earlier) && earlier != value && mustAgree(key))
            {
                throw new AlbModelException($"{conflict} {key}: {earlier} | {value}");
            }

            merged[key] = value;
        }

        return merged;
    }
}
