using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Commands;

/// <summary>The values of an environment's parameters. Secret ones go to the cluster and nowhere else.</summary>
internal sealed class GivenParameters
{
    private readonly IReadOnlyDictionary<string, string> _values;

    private GivenParameters(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <param name="spec">The environment.</param>
    /// <param name="arguments">What the command line says: <c>NAME=VALUE</c>.</param>
    /// <param name="variables">The process's variables; <c>Parameters__api_key</c> is the value of <c>api-key</c>.</param>
    /// <exception cref="BadInputException">A parameter has no value, or a value no parameter.</exception>
    public static GivenParameters Read(EnvironmentSpec spec, IReadOnlyList<string> arguments, Func<string, string?> variables)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var end = argument.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
            {
                // The text is not repeated: it may be a secret that someone gave without its name.
                throw new BadInputException("--parameter wants NAME=VALUE.");
            }

            if (spec.Parameters?.Any(parameter => parameter.Name == argument[..end]) is not true)
            {
                throw new BadInputException($"The environment has no parameter '{argument[..end]}'; it has {Known(spec)}.");
            }

            said[argument[..end]] = argument[(end + 1)..];
        }

        try
        {
            return new GivenParameters(SpecParameters.Values(
                spec, name => said.GetValueOrDefault(name) ?? variables(SpecParameters.VariableName(name)) ?? variables($"Parameters__{name}")));
        }
        catch (EnvironmentSpecException exception)
        {
            throw new BadInputException($"{exception.Message} Say --parameter NAME=VALUE, or set variables such as {SpecParameters.VariableName(spec.Parameters![0].Name)}.");
        }
    }

    /// <exception cref="BadInputException">With the values the specification has faults.</exception>
    public EnvironmentSpec Resolve(EnvironmentSpec spec)
    {
        try
        {
            return SpecParameters.Resolve(spec, _values);
        }
        catch (EnvironmentSpecException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    /// <summary>The objects with values in the place of placeholders.</summary>
    /// <exception cref="BadInputException">An object refers to a parameter that the environment has not.</exception>
    public IReadOnlyList<JsonObject> Apply(IReadOnlyList<JsonObject> objects) => ParameterizedObjects.Resolve(objects, name =>
        _values.TryGetValue(name, out var value)
            ? value
            : throw new BadInputException($"The manifests refer to parameter '{name}', which the environment has not. Publish both again."));

    private static string Known(EnvironmentSpec spec) =>
        spec.Parameters is { Count: > 0 } parameters ? string.Join(", ", parameters.Select(parameter => $"'{parameter.Name}'")) : "none";
}
