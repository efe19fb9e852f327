namespace Scheduling.Host.Http.Access;

/// <summary>As what somebody speaks to the Host. Nobody may do anything that no route allows the role.</summary>
public enum AccessRole
{
    /// <summary>A patient, or whoever acts for one; sees and changes what is the patient's own.</summary>
    Patient,

    /// <summary>Somebody who works at one service place.</summary>
    Staff,

    /// <summary>The administrator of one service place.</summary>
    Administrator,

    /// <summary>The software of one service place; does what its staff do, and may look at events.</summary>
    Integrator,

    /// <summary>Asks read models; changes nothing.</summary>
    Analyst,

    /// <summary>Runs the Host; speaks for the engine.</summary>
    Operator,
}
