using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>The values of parameters on their way to the provisioner: variables of its process, and nothing else.</summary>
internal static class GivenParameters
{
    /// <summary>Variables of the parameters that a specification declares; their values are asked for when the process starts.</summary>
    public static void AddTo(Dictionary<string, object> variables, EnvironmentSpec spec, DistributedApplicationModel model)
    {
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            if (spec.Parameters?.Any(declared => declared.Name == parameter.Name) is true)
            {
                variables[SpecParameters.VariableName(parameter.Name)] = parameter;
            }
        }
    }

    /// <summary>Variables of all parameters that have a value now. The provisioner names those that it misses.</summary>
    public static async Task AddValuesAsync(Dictionary<string, object> variables, DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
        {
            try
            {
                if (await parameter.GetValueAsync(cancellationToken) is { } value)
                {
                    variables[SpecParameters.VariableName(parameter.Name)] = value;
                }
            }
            catch (MissingParameterValueException)
            {
                // It may have a default in what was published, or not be used by this environment.
                continue;
            }
        }
    }
}
