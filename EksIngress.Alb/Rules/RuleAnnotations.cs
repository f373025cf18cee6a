using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>Checks values of annotations about rules as the controller does when it builds. A value that passes is nothing more than well formed.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#traffic-routing</remarks>
public static class RuleAnnotations
{
    /// <summary>Checks a value of <c>actions.NAME</c>.</summary>
    /// <exception cref="AlbModelException">The JSON is malformed, or a part of the action is missing or excludes another.</exception>
    public static void CheckAction(string json) => ActionAnnotation.Parse(json).Validate();

    /// <summary>Checks a value of <c>conditions.NAME</c>.</summary>
    /// <exception cref="AlbModelException">The JSON is malformed, or the configuration of a field is missing or empty.</exception>
    public static void CheckConditions(string json) => GoJsonDecoder.Decode(json, ConditionAnnotation.ReadAll).ForEach(condition => condition.Validate());

    /// <summary>Checks a value of <c>transforms.NAME</c>.</summary>
    /// <exception cref="AlbModelException">The JSON is malformed, a type is unknown, or its configuration is missing or empty.</exception>
    public static void CheckTransforms(string json) => GoJsonDecoder.Decode(json, TransformAnnotation.ReadAll).ForEach(transform => transform.Validate());

    /// <summary>Checks a value of <c>jwt-validation</c>.</summary>
    /// <exception cref="AlbModelException">The JSON is malformed, or a required member is missing.</exception>
    public static void CheckJwtValidation(string json) => JwtValidationAnnotation.Validated(GoJsonDecoder.Decode(json, JwtValidationAnnotation.Read));
}
